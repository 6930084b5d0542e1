package cloud.kuryzhev.rbacguard.kube;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ManifestsTest {

    static final List<RbacObject> OBJECTS = Model.OBJECTS;

    @Test
    void theYamlIsOneDocumentForEachObjectInTheirOrder() {
        assertThat(new Manifests().yaml(Model.OBJECTS)).isEqualTo("""
                        ---
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: ClusterRole
                        metadata:
                          name: manifest-cluster
                        rules:
                        - apiGroups:
                          - ''
                          - apps
                          resources:
                          - pods
                          - '*/scale'
                          verbs:
                          - get
                          - list
                        - nonResourceURLs:
                          - /metrics
                          - /logs/*
                          verbs:
                          - get
                        ---
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: Role
                        metadata:
                          name: manifest
                          namespace: default
                        rules:
                        - apiGroups:
                          - ''
                          resourceNames:
                          - 'yes'
                          - 'on'
                          - 'n'
                          - 'null'
                          - '1'
                          - '1.5'
                          - '0o17'
                          - '017'
                          - '0x1f'
                          - '1e3'
                          - '1_000'
                          - '12.30.45'
                          - '2026-01-02'
                          - '-'
                          - 'true'
                          - '.inf'
                          resources:
                          - configmaps
                          verbs:
                          - get
                        ---
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: ClusterRoleBinding
                        metadata:
                          name: manifest-cluster
                        roleRef:
                          kind: ClusterRole
                          apiGroup: rbac.authorization.k8s.io
                          name: view
                        subjects:
                        - kind: User
                          apiGroup: rbac.authorization.k8s.io
                          name: jane@example.com
                        - kind: Group
                          apiGroup: rbac.authorization.k8s.io
                          name: system:authenticated
                        - kind: ServiceAccount
                          name: backend
                          namespace: default
                        ---
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: RoleBinding
                        metadata:
                          name: manifest
                          namespace: default
                        roleRef:
                          kind: Role
                          apiGroup: rbac.authorization.k8s.io
                          name: manifest
                        subjects:
                        - kind: User
                          apiGroup: rbac.authorization.k8s.io
                          name: jane@example.com
                        - kind: Group
                          apiGroup: rbac.authorization.k8s.io
                          name: system:authenticated
                        - kind: ServiceAccount
                          name: backend
                          namespace: default
                        ---
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: RoleBinding
                        metadata:
                          name: manifest-of-nobody
                          namespace: default
                        roleRef:
                          kind: ClusterRole
                          apiGroup: rbac.authorization.k8s.io
                          name: view
                        """);
    }

    @ParameterizedTest
    @FieldSource("OBJECTS")
    void whatIsWrittenReadsBackTheSame(RbacObject object) {
        assertThat(RbacResources.toModel(Manifests.resource(object))).contains(object);
    }

    @Test
    void whatTwoRulesHaveInCommonIsWrittenTwice() {
        var rule = PolicyRule.onResources(List.of("get"), List.of(""), List.of("pods"));
        var role = new Role(new ObjectKey(Kind.CLUSTER_ROLE, "", "twice"), List.of(rule, rule));
        assertThat(new Manifests().yaml(List.of(role))).doesNotContain("&").containsOnlyOnce("rules:");
    }

    @Test
    void nothingIsNoDocument() {
        assertThat(new Manifests().yaml(List.of())).isBlank();
    }
}
