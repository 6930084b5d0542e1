package cloud.kuryzhev.rbacguard.kube.backstop;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What stands already may stay and shrink; by the default policy. */
@WithControlPlane
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackstopRatchetIT {

    private final KubernetesClient admin;
    private final ClusterRole role;
    private final ClusterRole huge;
    private final ClusterRole empty;
    private final ClusterRoleBinding binding;
    private final Installed installed;

    BackstopRatchetIT(ControlPlane plane) {
        this.admin = plane.admin().client();
        this.role = admin.resource(role("ratchet", rule("", "pods", "*"), rule("apps", "*", "*")))
                .create();
        this.huge = admin.resource(role(
                        "ratchet-huge",
                        IntStream.range(0, 1000)
                                .mapToObj(i -> rule("g" + i, "r", "*"))
                                .toArray(PolicyRule[]::new)))
                .create();
        this.empty = admin.resource(role("ratchet-empty")).create();
        this.binding = admin.resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName("ratchet")
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                        .addNewSubject("rbac.authorization.k8s.io", "User", "jane", null)
                        .addNewSubject("rbac.authorization.k8s.io", "User", "joe", null)
                        .build())
                .create();
        this.installed = Installed.in(admin, Backstop.of(Policy.DEFAULT, Instant.EPOCH));
    }

    @AfterAll
    void remove() {
        installed.close();
        admin.resourceList(role, huge, empty, binding).delete();
    }

    @Test
    void aRefusalReadsAsTheWebhooks() {
        assertThat(installed.creation("""
                        kind: ClusterRole
                        metadata: {name: everything}
                        rules: [{apiGroups: [""], resources: [pods], verbs: [get, "*"]}]
                        """).message())
                .contains("rbac-guard refused ClusterRole everything: - wildcard_verb (HIGH) at rules[0].verbs[1]: ")
                .contains("Instead: list the verbs that are needed, such as [\"get\", \"list\", \"watch\"].");
    }

    @Test
    void everyFindingIsToldAtOnce() {
        assertThat(installed.creation("""
                        kind: ClusterRoleBinding
                        metadata: {name: both}
                        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
                        subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:masters"}]
                        """).message())
                .contains(
                        " - forbidden_subject:system:masters (CRITICAL) at subjects[0].name: ",
                        " - forbidden_role_ref:cluster-admin (CRITICAL) at roleRef.name: ");
    }

    @Test
    void metadataMayChange() {
        assertPasses(installed.update(role, it -> labelled(it)));
        assertPasses(installed.update(huge, it -> labelled(it)));
        assertPasses(installed.update(binding, it -> it.edit()
                .editMetadata()
                .addToLabels("a", "b")
                .endMetadata()
                .build()));
    }

    @Test
    void rolesMayShrinkByRulesAndWithinThem() {
        assertPasses(installed.update(
                role, it -> it.edit().removeFromRules(it.getRules().getFirst()).build()));
        assertPasses(installed.update(role, it -> it.edit()
                .withRules(rule("", "pods", "get", "*"), rule("apps", "deployments", "*"))
                .build()));
        assertPasses(installed.update(
                huge, it -> it.edit().withRules(it.getRules().subList(0, 500)).build()));
    }

    @Test
    void rolesMayNotGrowWorse() {
        assertRefused(
                installed.update(
                        role,
                        it -> it.edit().addToRules(rule("batch", "jobs", "*")).build()),
                "wildcard_verb (HIGH) at rules[2].verbs[0]");
        assertRefused(
                installed.update(
                        empty, it -> it.edit().addToRules(rule("*", "*", "*")).build()),
                "cluster_admin_equivalent (CRITICAL) at rules");
        assertRefused(
                installed.update(
                        huge,
                        it -> it.edit().addToRules(rule("batch", "jobs", "*")).build()),
                "wildcard_verb (HIGH) at rules: ");
    }

    @Test
    void aBadRoleMayHaveAnotherGoodRule() {
        assertPasses(installed.update(
                role, it -> it.edit().addToRules(rule("batch", "jobs", "get")).build()));
    }

    @Test
    void bindingsMayLoseSubjectsAndNotGainThem() {
        assertPasses(installed.update(
                binding,
                it -> it.edit().removeFromSubjects(it.getSubjects().getFirst()).build()));
        assertRefused(
                installed.update(binding, it -> it.edit()
                        .addNewSubject("rbac.authorization.k8s.io", "User", "eve", null)
                        .build()),
                "forbidden_role_ref:cluster-admin (CRITICAL) at roleRef.name");
    }

    private static void assertPasses(Installed.Refusal refusal) {
        assertThat(refusal).isEqualTo(new Installed.Refusal(0, ""));
    }

    private static void assertRefused(Installed.Refusal refusal, String finding) {
        assertThat(refusal.code()).isEqualTo(403);
        assertThat(refusal.message()).contains(" - " + finding);
    }

    private static ClusterRole labelled(ClusterRole role) {
        return role.edit().editMetadata().addToLabels("a", "b").endMetadata().build();
    }

    private static ClusterRole role(String name, PolicyRule... rules) {
        return new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withRules(List.of(rules))
                .build();
    }

    private static PolicyRule rule(String group, String resource, String... verbs) {
        return new PolicyRuleBuilder()
                .withApiGroups(group)
                .withResources(resource)
                .withVerbs(verbs)
                .build();
    }
}
