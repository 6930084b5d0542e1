module kuryzhev.cloud/rbac-guard/benchmarks/first

go 1.26
