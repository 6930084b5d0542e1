package cloud.kuryzhev.rbacguard.policy.drift;

import static cloud.kuryzhev.rbacguard.policy.Given.account;
import static cloud.kuryzhev.rbacguard.policy.Given.ask;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRole;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.group;
import static cloud.kuryzhev.rbacguard.policy.Given.labelled;
import static cloud.kuryzhev.rbacguard.policy.Given.role;
import static cloud.kuryzhev.rbacguard.policy.Given.roleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static cloud.kuryzhev.rbacguard.policy.Given.urls;
import static cloud.kuryzhev.rbacguard.policy.Given.user;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Metadata;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NoSuggestionTest {

    private static final Role CLUSTER_ADMIN = clusterRole("cluster-admin", rule("*", "*", "*"), urls("*", "*"));
    private static final Subject BACKEND = account("production", "backend");
    private static final Binding BINDING = clusterRoleBinding("b", "cluster-admin", BACKEND);
    private static final Permission GET_POD = ask("get", "pods", "a", "n");

    @Test
    void aThinWindowIsNoEvidence() {
        assertThat(new Scene(CLUSTER_ADMIN, BINDING)
                        .listening(Scene.TO.minus(Duration.ofHours(50)), Scene.TO, 10)
                        .whyNone(BINDING))
                .isEqualTo("the audit log covers less than 7 d 0 h of this grant's life, which is too little evidence");
    }

    @Test
    void aYoungBindingHasAThinWindow() {
        var young = new Binding(
                BINDING.key(),
                BINDING.roleRef(),
                BINDING.subjects(),
                Metadata.createdAt(Scene.TO.minus(Duration.ofMinutes(90))));
        assertThat(new Scene(CLUSTER_ADMIN, young).whyNone(young)).startsWith("the audit log covers less than 7 d 0 h");
    }

    @Test
    void aYoungRoleMakesItsBindingsWindowThin() {
        var young = new Role(
                CLUSTER_ADMIN.key(), CLUSTER_ADMIN.rules(), Metadata.createdAt(Scene.TO.minus(Duration.ofSeconds(90))));
        assertThat(new Scene(young, BINDING).whyNone(BINDING)).startsWith("the audit log covers less than 7 d 0 h");
    }

    @Test
    void aGrantMadeAfterTheLastEventHasAnEmptyWindow() {
        var future = new Binding(BINDING.key(), BINDING.roleRef(), BINDING.subjects(), Metadata.NONE);
        var violation = new Scene(CLUSTER_ADMIN, future).violation(future);
        assertThat(violation.window().length()).isZero();
        assertThat(violation.suggestion()).isInstanceOf(Suggestion.None.class);
    }

    @Test
    void whereNothingWasHeardNothingIsSuggested() {
        assertThat(new Scene(CLUSTER_ADMIN, BINDING)
                        .listening(Instant.EPOCH, Scene.TO, 0)
                        .whyNone(BINDING))
                .isEqualTo("no audit event was read yet");
    }

    @Test
    void useOfTheFullVerbSetCannotBeNarrowed() {
        Permission[] all = Stream.of("get", "list", "watch", "create", "update", "patch", "delete")
                .map(verb -> ask(verb, "pods", "", "n"))
                .toArray(Permission[]::new);
        assertThat(new Scene(CLUSTER_ADMIN, BINDING).used(BACKEND, all).whyNone(BINDING))
                .startsWith("what is used breaks the policy itself: its rules together grant get, list, watch,");
    }

    @Test
    void aRoleThatFeedsOthersIsNarrowedWhereItIsMaintained() {
        var source = labelled(
                "rbac.authorization.k8s.io/aggregate-to-edit", clusterRole("widgets", rule("*", "widgets.io", "*")));
        assertThat(new Scene(source, clusterRoleBinding("w", "widgets", BACKEND))
                        .used(BACKEND, GET_POD)
                        .whyNone(source))
                .startsWith("it feeds aggregated ClusterRoles through its labels");
    }

    @Test
    void aRoleThatNobodyIsBoundToIsNotUsed() {
        var idle = role("n", "idle", rule("*", "-", "pods"));
        assertThat(new Scene(idle).whyNone(idle)).startsWith("no binding grants it");
    }

    @Test
    void whatKubernetesShipsIsNeverSuggestedAway() {
        var tampered = clusterRole("system:controller:deployment-controller", rule("*", "apps", "daemonsets"));
        assertThat(new Scene(tampered, clusterRoleBinding("x", "system:controller:deployment-controller", BACKEND))
                        .used(BACKEND, GET_POD)
                        .whyNone(tampered))
                .startsWith("Kubernetes itself ships and needs it");
        var widened = clusterRoleBinding("cluster-admin", "cluster-admin", group("system:masters"), user("jane"));
        assertThat(new Scene(CLUSTER_ADMIN, widened).used(user("jane"), GET_POD).whyNone(widened))
                .startsWith("Kubernetes itself ships and needs it");
    }

    @Test
    void aRoleOfBillionsOfPermissionsIsToldToBeSplit() {
        List<String> many = IntStream.range(0, 10_000).mapToObj(i -> "x" + i).toList();
        var huge = role("n", "huge", PolicyRule.onResources(many, many, many), rule("*", "-", "pods"));
        var binding = roleBinding("n", "b", huge.key(), BACKEND);
        var violation = new Scene(huge, binding).used(BACKEND, GET_POD).violation(huge);
        assertThat(violation.suggestion())
                .isInstanceOfSatisfying(Suggestion.None.class, none -> assertThat(none.reason())
                        .startsWith("its rules multiply to too many permissions"));
        assertThat(violation.verdicts()).hasSizeBetween(1_000, 2_001);
    }
}
