package cloud.kuryzhev.rbacguard.policy.drift;

import static cloud.kuryzhev.rbacguard.policy.Given.account;
import static cloud.kuryzhev.rbacguard.policy.Given.ask;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRole;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleKey;
import static cloud.kuryzhev.rbacguard.policy.Given.roleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static cloud.kuryzhev.rbacguard.policy.Given.urls;
import static cloud.kuryzhev.rbacguard.policy.Given.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.drift.PermissionVerdict.Unobservable;
import cloud.kuryzhev.rbacguard.policy.drift.PermissionVerdict.Unused;
import cloud.kuryzhev.rbacguard.policy.drift.PermissionVerdict.Used;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Metadata;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerdictsTest {

    private static final Subject BACKEND = account("production", "backend");
    private static final Used ONCE = new Used(Seen.once(Scene.SEEN));

    @Test
    void whatWasUsedComesFirstAndThenTheRestAsItIsGranted() {
        var role = clusterRole(
                "r",
                rule("*", "-", "pods"),
                rule("get,list", "-", "secrets"),
                rule("escalate", "rbac.authorization.k8s.io", "roles"),
                urls("get", "/metrics"));
        var scene = new Scene(role, clusterRoleBinding("b", "r", BACKEND))
                .used(BACKEND, ask("get", "pods", "a", "n"), ask("get", "secrets", "s", "n"));
        assertThat(scene.violation(role).verdicts())
                .extracting(PermissionVerdict::permission, PermissionVerdict::verdict)
                .containsExactly(
                        tuple("get pods a -n n", ONCE),
                        tuple("get secrets s -n n", ONCE),
                        tuple("* pods", new Unused(true)),
                        tuple("get secrets", ONCE),
                        tuple("list secrets", new Unused(false)),
                        tuple(
                                "escalate roles.rbac.authorization.k8s.io",
                                new Unobservable(
                                        "it is checked while a role or binding is written, and only the write is logged")),
                        tuple("get /metrics", new Unused(false)));
    }

    @Test
    void useInAnotherNamespaceIsNoUseOfARoleBinding() {
        var role = clusterRole("r", rule("*", "-", "pods"));
        var scene = new Scene(role, roleBinding("n1", "b", role.key(), BACKEND))
                .used(BACKEND, ask("get", "pods", "a", "n2"), ask("get", "pods", "", ""));
        assertThat(scene.violation(role).verdicts())
                .containsExactly(new PermissionVerdict("* pods -n n1", new Unused(false)));
    }

    @Test
    void whatWasUsedBeforeTheGrantWasMadeIsNotItsUse() {
        var role = clusterRole("r", rule("*", "-", "pods"));
        var late = new Binding(
                clusterRoleBinding("b", "r").key(),
                role.key(),
                List.of(BACKEND),
                Metadata.createdAt(Scene.SEEN.plusSeconds(1)));
        var scene = new Scene(role, late).used(BACKEND, ask("get", "pods", "a", "n"));
        assertThat(scene.violation(role).verdicts())
                .containsExactly(new PermissionVerdict("* pods", new Unused(false)));
    }

    @Test
    void aYoungBindingOfARoleDoesNotHideTheUseOfAnOlderOne() {
        var role = clusterRole("r", rule("*", "-", "pods"));
        var late = new Binding(
                clusterRoleBinding("late", "r").key(),
                role.key(),
                List.of(user("jane")),
                Metadata.createdAt(Scene.SEEN.plusSeconds(1)));
        var scene = new Scene(role, clusterRoleBinding("b", "r", BACKEND), late)
                .used(BACKEND, ask("get", "pods", "a", "n"));
        assertThat(scene.violation(role).window().from()).isEqualTo(late.created());
        assertThat(scene.replacement(role).roles()).singleElement().satisfies(least -> assertThat(least.rules())
                .containsExactly(rule("get", "-", "pods")));
    }

    @Test
    void aViolationNamesItsWorstSeverityItsRulesAndEverybodyItReaches() {
        var role = clusterRole("cluster-admin", rule("*", "-", "pods"));
        var binding = clusterRoleBinding("b", "cluster-admin", user("system:anonymous"), BACKEND);
        var violation = new Scene(role, binding).violation(binding);
        assertThat(violation.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(violation.violatedRules())
                .containsExactly("forbidden_subject:system:anonymous", "forbidden_role_ref:cluster-admin");
        assertThat(violation.subjects()).containsExactly(user("system:anonymous"), BACKEND);
        assertThat(new Scene(clusterRole("r", rule("*", "-", "pods")), clusterRoleBinding("b", "r", BACKEND))
                        .violation(clusterRoleKey("r"))
                        .subjects())
                .containsExactly(BACKEND);
    }

    @Test
    void violationsComeInTheOrderOfTheirKeys() {
        var scene = new Scene(
                roleBinding("b", "x", clusterRole("cluster-admin").key(), BACKEND),
                clusterRoleBinding("z", "cluster-admin", BACKEND),
                clusterRoleBinding("a", "cluster-admin", BACKEND),
                clusterRole("wide", rule("*", "-", "pods")),
                clusterRole("narrow", rule("get", "-", "pods")));
        assertThat(scene.used(BACKEND, Set.of()).violations())
                .extracting(violation -> violation.source().toString())
                .containsExactly("ClusterRole wide", "ClusterRoleBinding a", "ClusterRoleBinding z", "RoleBinding b/x");
    }
}
