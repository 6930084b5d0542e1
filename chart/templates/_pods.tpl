{{/* One service's image; argument: dict "root" $ "name" "admission". */}}
{{- define "rbac-guard.image" -}}
{{- $image := .root.Values.image -}}
{{- printf "%s/rbac-guard-%s:%s" (trimSuffix "/" $image.registry) .name ($image.tag | default .root.Chart.AppVersion) -}}
{{- end -}}

{{/* What each pod of a service is known by. */}}
{{- define "rbac-guard.selector" -}}
app.kubernetes.io/name: rbac-guard
app.kubernetes.io/component: {{ .name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end -}}

{{- define "rbac-guard.labels" -}}
{{ include "rbac-guard.selector" . }}
app.kubernetes.io/part-of: rbac-guard
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
{{- end -}}

{{/* Pod Security Standard "restricted". */}}
{{- define "rbac-guard.podSecurityContext" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "rbac-guard.securityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end -}}

{{/* Both services tell the same way that they live and are ready. */}}
{{- define "rbac-guard.probes" -}}
{{- $scheme := .Values.metrics.authentication | ternary "HTTPS" "HTTP" -}}
startupProbe:
  httpGet: {path: /health/liveness, port: management, scheme: {{ $scheme }}}
  periodSeconds: 1
  failureThreshold: 120
livenessProbe:
  httpGet: {path: /health/liveness, port: management, scheme: {{ $scheme }}}
  periodSeconds: 10
  timeoutSeconds: 5
readinessProbe:
  httpGet: {path: /health/readiness, port: management, scheme: {{ $scheme }}}
  periodSeconds: 2
  timeoutSeconds: 2
{{- end -}}

{{/* Where pods may go: what the operator said. */}}
{{- define "rbac-guard.scheduling" -}}
{{- with .nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end -}}
