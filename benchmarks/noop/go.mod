module kuryzhev.cloud/rbac-guard/benchmarks/noop

go 1.26
