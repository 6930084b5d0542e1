{{/* The clientConfig of one path of the admission service. */}}
{{- define "rbac-guard.clientConfig" -}}
{{- if .root.Values.admission.url -}}
url: {{ printf "%s%s" (trimSuffix "/validate" .root.Values.admission.url) .path | quote }}
{{- else -}}
service:
  name: rbac-guard-admission
  namespace: {{ .root.Release.Namespace }}
  path: {{ .path }}
  port: 443
{{- end }}
{{- if eq .root.Values.certificates.issuer "provided" }}
caBundle: {{ required "certificates.caBundle is needed where certificates.issuer is \"provided\": the base64 of the PEM of the CA" .root.Values.certificates.caBundle | quote }}
{{- end }}
{{- end -}}

{{/* Has cert-manager tell the API server whom to trust. */}}
{{- define "rbac-guard.webhookAnnotations" -}}
{{- if eq .Values.certificates.issuer "cert-manager" -}}
annotations:
  cert-manager.io/inject-ca-from: {{ .Release.Namespace }}/rbac-guard-admission
{{- end -}}
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
