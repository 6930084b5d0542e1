{{/*
What the guard's own roles are excused for: they weigh as much as they say, and each has its reason. For what stands, by name; a request
to change them is judged like any other, and guarded besides. The end is moved on with each release.
*/}}
{{- define "rbac-guard.ownExemptions" -}}
- objects:
    {{- range list "certificates" "own" }}
    - {kind: ClusterRole, name: rbac-auditor-{{ . }}}
    - {kind: ClusterRoleBinding, name: rbac-auditor-{{ . }}}
    {{- end }}
  rules: [webhook_configuration_write]
  until: "2027-12-31"
  reason: >-
    the drift controller writes the CA bundle into its own webhook configurations, and puts them back where somebody deleted them; by name,
    and no others
  owner: rbac-guard
{{- if .Values.remediation.enabled }}
- objects:
    - {kind: ClusterRole, name: rbac-auditor-remediation}
    - {kind: ClusterRoleBinding, name: rbac-auditor-remediation}
  rules: [escalate_verb, bind_verb, role_write, binding_write]
  until: "2027-12-31"
  reason: remediation.enabled has the drift controller carry out what was approved
  owner: rbac-guard
{{- end }}
{{- end }}
