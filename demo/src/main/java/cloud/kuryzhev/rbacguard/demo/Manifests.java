package cloud.kuryzhev.rbacguard.demo;

/** What people apply in the story. */
final class Manifests {

    static final String BACKEND_POD_AND_SETTINGS = """
            apiVersion: v1
            kind: Pod
            metadata: {name: backend-0, namespace: production}
            spec:
              serviceAccountName: backend
              containers: [{name: backend, image: backend}]
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: backend-settings, namespace: production}
            data: {greeting: hello}
            """;

    static final String REVIEWER = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: violation-reviewer}
            rules:
            - apiGroups: [audit.kuryzhev.cloud]
              resources: [rbacviolations]
              verbs: [get, list, patch]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: violation-reviewers}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: violation-reviewer}
            subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: User, name: rita}
            """;

    /** Roles for {@link People}. */
    static final String PEOPLE = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: people-viewer}
            rules:
            - {apiGroups: [audit.kuryzhev.cloud], resources: [rbacviolations], verbs: [get, list]}
            - {apiGroups: [audit.kuryzhev.cloud], resources: [rbacusages], verbs: [get, list]}
            - {apiGroups: [rbac.authorization.k8s.io], resources: [roles, clusterroles, rolebindings, clusterrolebindings], verbs: [get, list]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: people-viewer}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: people-viewer}
            subjects:
            - {kind: ServiceAccount, name: viewer, namespace: people}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: people-reviewer}
            rules:
            - {apiGroups: [audit.kuryzhev.cloud], resources: [rbacviolations], verbs: [get, list, patch]}
            - {apiGroups: [audit.kuryzhev.cloud], resources: [rbacusages], verbs: [get, list]}
            - {apiGroups: [rbac.authorization.k8s.io], resources: [roles, clusterroles, rolebindings, clusterrolebindings], verbs: [get, list]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: people-reviewer}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: people-reviewer}
            subjects:
            - {kind: ServiceAccount, name: reviewer, namespace: people}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: people-admin}
            rules:
            - {apiGroups: [audit.kuryzhev.cloud], resources: [rbacviolations], verbs: [get, list, patch, delete]}
            - {apiGroups: [audit.kuryzhev.cloud], resources: [rbacusages], verbs: [get, list]}
            - {apiGroups: [rbac.authorization.k8s.io], resources: [roles, clusterroles, rolebindings, clusterrolebindings], verbs: [get, list]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: people-admin}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: people-admin}
            subjects:
            - {kind: ServiceAccount, name: admin, namespace: people}
            """;

    static final String WILDCARD_ROLE = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: deployer}
            rules:
            - apiGroups: [apps]
              resources: [deployments]
              verbs: ["*"]
            """;

    static final String CLUSTER_ADMIN_BINDING = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: ci-admin}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
            subjects:
            - {kind: ServiceAccount, name: ci, namespace: production}
            """;

    static final String ANONYMOUS_BINDING = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: everybody-views, namespace: production}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
            subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: User, name: "system:anonymous"}
            """;

    static final String NARROW_ROLE = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: log-reader, namespace: production}
            rules:
            - apiGroups: [""]
              resources: [pods, pods/log]
              verbs: [get, list]
            """;

    private Manifests() {}
}
