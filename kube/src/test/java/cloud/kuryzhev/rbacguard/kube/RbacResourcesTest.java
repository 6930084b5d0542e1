package cloud.kuryzhev.rbacguard.kube;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.Metadata;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Origin;
import cloud.kuryzhev.rbacguard.policy.rbac.Origin.FieldWriter;
import cloud.kuryzhev.rbacguard.policy.rbac.Origin.OwnerReference;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RbacResourcesTest {

    @Test
    void aRoleKeepsItsRulesTheKeysOfItsLabelsAndItsAge() {
        HasMetadata role = object("""
                kind: Role
                apiVersion: rbac.authorization.k8s.io/v1
                metadata: {name: r, namespace: team, creationTimestamp: "2026-03-04T05:06:07Z", labels: {a: b}}
                rules:
                - {verbs: [get], apiGroups: [""], resources: [pods], resourceNames: [web]}
                """);

        assertThat(RbacResources.toModel(role))
                .contains(new Role(
                        new ObjectKey(Kind.ROLE, "team", "r"),
                        List.of(new PolicyRule(
                                List.of("get"), List.of(""), List.of("pods"), List.of("web"), List.of())),
                        Metadata.createdAt(Instant.parse("2026-03-04T05:06:07Z"))
                                .withLabels(Map.of("a", "b"))));
    }

    @Test
    void whoMadeAnObjectIsReadFromItsMetadata() {
        HasMetadata role = object("""
                kind: ClusterRole
                apiVersion: rbac.authorization.k8s.io/v1
                metadata:
                  name: r
                  ownerReferences: [{apiVersion: a/v1, kind: Kafka, name: orders, uid: u}]
                  managedFields:
                  - {manager: helm, operation: Apply, time: "2026-03-04T05:06:07Z", fieldsV1: {"f:rules": {}}}
                  - {manager: kubectl-label, operation: Update, time: never, fieldsV1: {"f:metadata": {}}}
                rules: []
                """);

        assertThat(RbacResources.toModel(role).orElseThrow().metadata().origin())
                .isEqualTo(new Origin(
                        List.of(new OwnerReference("Kafka", "orders")),
                        List.of(
                                new FieldWriter("helm", true, true, Instant.parse("2026-03-04T05:06:07Z")),
                                new FieldWriter("kubectl-label", false, false, Instant.MIN))));
    }

    @ParameterizedTest
    @CsvSource({"Role, ROLE, team", "ClusterRole, CLUSTER_ROLE, ''"})
    void aRoleMayHoldNullWhereListsBelong(String kind, Kind modelKind, String namespace) {
        ObjectKey key = new ObjectKey(modelKind, namespace, "r");
        String head = """
                kind: %s
                apiVersion: rbac.authorization.k8s.io/v1
                metadata: {name: r, namespace: team, labels: null}
                """.formatted(kind);
        String rule =
                "rules: [{verbs: null, apiGroups: null, resources: null, resourceNames: null, nonResourceURLs: null}]";

        assertThat(RbacResources.toModel(object(head + "rules: null"))).contains(new Role(key, List.of()));
        assertThat(RbacResources.toModel(object(head + rule)))
                .contains(new Role(key, List.of(PolicyRule.onUrls(List.of(), List.of()))));
    }

    @Test
    void aBindingMayHaveNoSubjects() {
        assertThat(RbacResources.toModel(object("""
                        kind: ClusterRoleBinding
                        apiVersion: rbac.authorization.k8s.io/v1
                        metadata: {name: b}
                        subjects: null
                        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
                        """)))
                .contains(new Binding(
                        new ObjectKey(Kind.CLUSTER_ROLE_BINDING, "", "b"),
                        new ObjectKey(Kind.CLUSTER_ROLE, "", "view"),
                        List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "RoleBinding, '', team", // the binding's own namespace
        "RoleBinding, other, other",
        "ClusterRoleBinding, '', ''", // nobody
        "ClusterRoleBinding, other, other"
    })
    void aServiceAccountWithoutANamespaceHasTheRoleBindings(String kind, String given, String meant) {
        assertThat(binding(kind, "{kind: ServiceAccount, name: s, namespace: '" + given + "'}", "ClusterRole")
                        .subjects())
                .containsExactly(new Subject.ServiceAccount(meant, "s"));
        if (given.isEmpty()) {
            assertThat(binding(kind, "{kind: ServiceAccount, name: s}", "ClusterRole")
                            .subjects())
                    .containsExactly(new Subject.ServiceAccount(meant, "s"));
        }
    }

    @Test
    void usersAndGroupsKeepTheirNames() {
        assertThat(binding("RoleBinding", "{kind: User, name: u}, {kind: Group, name: g}", "Role")
                        .subjects())
                .containsExactly(new Subject.User("u"), new Subject.Group("g"));
    }

    @Test
    void aRoleBindingsRoleIsInItsNamespaceAndItsClusterRoleInNone() {
        assertThat(binding("RoleBinding", "", "Role").roleRef()).isEqualTo(new ObjectKey(Kind.ROLE, "team", "r"));
        assertThat(binding("RoleBinding", "", "ClusterRole").roleRef())
                .isEqualTo(new ObjectKey(Kind.CLUSTER_ROLE, "", "r"));
        assertThat(binding("ClusterRoleBinding", "", "ClusterRole").roleRef())
                .isEqualTo(new ObjectKey(Kind.CLUSTER_ROLE, "", "r"));
    }

    @Test
    void anotherKindIsNotAnRbacObject() {
        HasMetadata configMap = new ConfigMap();

        assertThat(RbacResources.toModel(configMap)).isEmpty();
    }

    private static Binding binding(String kind, String subjects, String roleKind) {
        return (Binding) RbacResources.toModel(object("""
                        kind: %s
                        apiVersion: rbac.authorization.k8s.io/v1
                        metadata: {name: b, namespace: team}
                        subjects: [%s]
                        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: %s, name: r}
                        """.formatted(kind, subjects, roleKind)))
                .orElseThrow();
    }

    private static HasMetadata object(String yaml) {
        return new KubernetesSerialization().unmarshal(yaml);
    }
}
