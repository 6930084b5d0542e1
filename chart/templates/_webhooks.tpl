{{/* The clientConfig of one path of the admission service. */}}
{{- define "rbac-guard.clientConfig" -}}
url: {{ printf "%s%s" (trimSuffix "/validate" .root.Values.admission.url) .path | quote }}
caBundle: {{ .root.Values.admission.caBundle | quote }}
{{- end -}}

{{/* CEL: the parts of the control plane that write by themselves, as the policy module's SystemWriters. */}}
{{- define "rbac-guard.systemWriters" -}}
["system:apiserver",
"system:kube-controller-manager",
"system:serviceaccount:kube-system:clusterrole-aggregation-controller",
"system:serviceaccount:kube-system:namespace-controller",
"system:serviceaccount:kube-system:generic-garbage-collector"]
{{- end -}}

{{/* The guard itself. */}}
{{- define "rbac-guard.accounts" -}}
{{- $prefix := printf "system:serviceaccount:%s:" .Release.Namespace -}}
{{- list (printf "%srbac-guard-admission" $prefix) (printf "%srbac-auditor" $prefix) | toJson -}}
{{- end -}}
