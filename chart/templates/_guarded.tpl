{{/* What only the guard and its guardians may change, as the admission service's rbac-guard.guarding.objects. */}}
{{- define "rbac-guard.guarded" -}}
{{- $here := .Release.Namespace -}}
{{- list
  "ConfigMap kube-system/rbac-audit-policy"
  "CustomResourceDefinition rbacviolations.audit.kuryzhev.cloud"
  "CustomResourceDefinition rbacusages.audit.kuryzhev.cloud"
  "Role kube-system/rbac-guard-policy-reader"
  "RoleBinding kube-system/rbac-guard-admission-policy"
  "RoleBinding kube-system/rbac-auditor-policy"
  "ClusterRole rbac-guard-admission"
  "ClusterRoleBinding rbac-guard-admission"
  "ClusterRole rbac-guard-metrics-reader"
  "ClusterRoleBinding rbac-guard-metrics-reader"
  "ClusterRoleBinding rbac-guard-metrics-auth"
  "ClusterRole rbac-auditor-reader"
  "ClusterRoleBinding rbac-auditor-reader"
  "ClusterRole rbac-auditor-violations"
  "ClusterRoleBinding rbac-auditor-violations"
  "ClusterRole rbac-auditor-usages"
  "ClusterRoleBinding rbac-auditor-usages"
  "ClusterRole rbac-auditor-audit-errors"
  "ClusterRoleBinding rbac-auditor-audit-errors"
  "ClusterRole rbac-auditor-backstop"
  "ClusterRoleBinding rbac-auditor-backstop"
  "ClusterRole rbac-auditor-remediation"
  "ClusterRoleBinding rbac-auditor-remediation"
  "ClusterRole rbac-auditor-pages"
  "ClusterRoleBinding rbac-auditor-pages"
  "ClusterRole rbac-auditor-own"
  "ClusterRoleBinding rbac-auditor-own"
  "ClusterRole rbac-auditor-certificates"
  "ClusterRoleBinding rbac-auditor-certificates"
  (printf "ConfigMap %s/rbac-guard-own" $here)
  (printf "Role %s/rbac-auditor-certificates" $here)
  (printf "RoleBinding %s/rbac-auditor-certificates" $here)
  (printf "Role %s/rbac-auditor-leader-election" $here)
  (printf "RoleBinding %s/rbac-auditor-leader-election" $here)
  | toJson -}}
{{- end -}}
