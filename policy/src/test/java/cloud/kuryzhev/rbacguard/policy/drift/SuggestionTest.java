package cloud.kuryzhev.rbacguard.policy.drift;

import static cloud.kuryzhev.rbacguard.policy.Given.account;
import static cloud.kuryzhev.rbacguard.policy.Given.ask;
import static cloud.kuryzhev.rbacguard.policy.Given.askIn;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRole;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.group;
import static cloud.kuryzhev.rbacguard.policy.Given.role;
import static cloud.kuryzhev.rbacguard.policy.Given.roleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.roleKey;
import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static cloud.kuryzhev.rbacguard.policy.Given.urls;
import static cloud.kuryzhev.rbacguard.policy.Given.user;
import static cloud.kuryzhev.rbacguard.policy.drift.Scene.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.UnobservableAccess;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SuggestionTest {

    private static final Role CLUSTER_ADMIN = clusterRole("cluster-admin", rule("*", "*", "*"), urls("*", "*"));
    private static final Subject BACKEND = account("production", "backend");
    private static final Binding BACKEND_ADMIN = clusterRoleBinding("backend-admin", "cluster-admin", BACKEND);
    private static final Binding DISCOVERY =
            clusterRoleBinding("system:discovery", "system:discovery", group("system:authenticated"));
    private static final Role DISCOVERY_ROLE =
            clusterRole("system:discovery", urls("get", "/api,/api/*,/apis,/apis/*,/healthz,/livez,/readyz,/version"));

    @Test
    void aClusterAdminThatReadsPodsGetsARoleToReadPods() {
        var scene = new Scene(CLUSTER_ADMIN, BACKEND_ADMIN, DISCOVERY, DISCOVERY_ROLE)
                .used(
                        BACKEND,
                        ask("list", "pods", "", "production"),
                        ask("get", "pods", "web-1", "production"),
                        ask("get", "pods", "web-2", "production"),
                        ask("watch", "pods", "", "production"),
                        ask("get", "configmaps", "settings", "production"),
                        ask("get", "/api"),
                        ask("get", "/apis/apps/v1"),
                        ask("get", "/version"));
        assertThat(scene.violations()).extracting(Violation::source).containsExactly(BACKEND_ADMIN.key());

        var suggestion = scene.replacement(BACKEND_ADMIN);
        Role least = new Role(
                roleKey("production", "backend-admin-least"),
                List.of(rule("get", "-", "configmaps"), rule("get,list,watch", "-", "pods")));
        assertThat(suggestion.roles()).containsExactly(least);
        assertThat(suggestion.bindings())
                .containsExactly(unstored(roleBinding("production", "backend-admin-least", least.key(), BACKEND)));
        assertThat(suggestion.delete()).containsExactly(BACKEND_ADMIN.key());
    }

    @Test
    void twoViolatingBindingsOfOneSubjectDoNotLeanOnEachOther() {
        var second = clusterRoleBinding("backend-admin-2", "cluster-admin", BACKEND);
        var scene = new Scene(CLUSTER_ADMIN, BACKEND_ADMIN, second).used(BACKEND, ask("get", "pods", "a", "n"));
        assertThat(scene.replacement(BACKEND_ADMIN).roles())
                .containsExactly(fresh(role("n", "backend-admin-least", rule("get", "-", "pods"))));
        assertThat(scene.replacement(second).roles())
                .containsExactly(fresh(role("n", "backend-admin-2-least", rule("get", "-", "pods"))));
    }

    @Test
    void whatASoundBindingGrantsAsWellIsNotGrantedAgain() {
        var scene = new Scene(
                        CLUSTER_ADMIN,
                        BACKEND_ADMIN,
                        role("n", "reader", rule("get", "-", "pods")),
                        roleBinding("n", "readers", roleKey("n", "reader"), group("system:serviceaccounts")))
                .used(BACKEND, ask("get", "pods", "a", "n"), ask("get", "secrets", "s", "n"));
        assertThat(scene.replacement(BACKEND_ADMIN).roles())
                .containsExactly(fresh(role("n", "backend-admin-least", rule("get", "-", "secrets"))));
    }

    @Test
    void onceTheLeastRoleIsBoundOnlyTheDeletionIsLeft() {
        var least = role("n", "backend-admin-least", rule("get", "-", "pods"));
        var scene = new Scene(
                        CLUSTER_ADMIN,
                        BACKEND_ADMIN,
                        least,
                        roleBinding("n", "backend-admin-least", least.key(), BACKEND))
                .used(BACKEND, ask("get", "pods", "a", "n"));
        assertDeletesOnly(scene, BACKEND_ADMIN);
    }

    @Test
    void aForbiddenSubjectIsNeverInASuggestionAndItsUseIsNotGrantedToOthers() {
        Subject anybody = user("system:anonymous");
        var binding = clusterRoleBinding("b", "cluster-admin", anybody, BACKEND, group("system:masters"));
        var scene = new Scene(CLUSTER_ADMIN, binding)
                .used(anybody, ask("delete", "pods", "a", "n"))
                .used(user("root"), Set.of("system:masters"), ask("delete", "nodes", "a", ""))
                .used(BACKEND, ask("get", "pods", "a", "n"));
        assertThat(scene.replacement(binding).roles())
                .containsExactly(fresh(role("n", "b-least", rule("get", "-", "pods"))));
        assertThat(scene.replacement(binding).bindings())
                .extracting(Binding::subjects)
                .containsExactly(List.of(BACKEND));
    }

    @Test
    void aBindingOfForbiddenSubjectsOnlyIsDeleted() {
        var sharp = clusterRole("sharp", rule("bind", "rbac.authorization.k8s.io", "clusterroles"));
        var binding = clusterRoleBinding("b", "sharp", user("system:anonymous"));
        var scene = new Scene(sharp, binding)
                .used(user("system:anonymous"), askIn("rbac.authorization.k8s.io", "bind", "clusterroles", "a", ""));
        assertDeletesOnly(scene, binding);
        assertThat(scene.replacement(binding).unobservable()).isEmpty();
        assertThat(scene.replacement(binding).explanation().idle())
                .extracting(it -> it.reason())
                .containsExactly("the policy lets its subjects hold nothing");
    }

    @Test
    void whatAForbiddenMemberOfAGroupDidIsNotGrantedToTheGroup() {
        var binding = clusterRoleBinding("b", "cluster-admin", group("dev"));
        var scene = new Scene(CLUSTER_ADMIN, binding)
                .under(Policy.of(Set.of("eve"), Set.of("cluster-admin"), Set.of()))
                .used(user("eve"), Set.of("dev"), ask("delete", "pods", "a", "n"))
                .used(user("jane"), Set.of("dev"), ask("get", "pods", "a", "n"));
        assertThat(scene.replacement(binding).roles())
                .containsExactly(fresh(role("n", "b-least", rule("get", "-", "pods"))));
    }

    @Test
    void whatTheMembersOfAGroupDidIsGrantedToTheGroup() {
        var binding = clusterRoleBinding("b", "cluster-admin", group("dev"));
        var scene = new Scene(CLUSTER_ADMIN, binding)
                .used(user("jane"), Set.of("dev"), ask("get", "pods", "a", "n"))
                .used(user("joe"), Set.of("dev"), ask("list", "pods", "", "n"))
                .used(user("mallory"), Set.of("ops"), ask("delete", "pods", "a", "n"));
        assertThat(scene.replacement(binding).roles())
                .containsExactly(fresh(role("n", "b-least", rule("get,list", "-", "pods"))));
        assertThat(scene.replacement(binding).bindings())
                .extracting(Binding::subjects)
                .containsExactly(List.of(group("dev")));
    }

    @Test
    void whatWasNeverUsedIsDeleted() {
        assertDeletesOnly(new Scene(CLUSTER_ADMIN, BACKEND_ADMIN), BACKEND_ADMIN);
        assertDeletesOnly(
                new Scene(CLUSTER_ADMIN, BACKEND_ADMIN).denied(BACKEND, ask("get", "pods", "a", "n")), BACKEND_ADMIN);
    }

    @Test
    void aBindingToARoleThatIsNotThereIsDeleted() {
        assertDeletesOnly(new Scene(BACKEND_ADMIN).used(BACKEND, ask("get", "pods", "a", "n")), BACKEND_ADMIN);
    }

    @Test
    void whatNoLogShowsIsKeptWhereItIsGrantedByName() {
        var mixed = clusterRole(
                "mixed",
                rule("*", "-", "pods"),
                rule("bind", "rbac.authorization.k8s.io", "clusterroles", "view"),
                rule("update", "apps", "deployments/finalizers"));
        var binding = clusterRoleBinding("b", "mixed", BACKEND);
        var suggestion = new Scene(mixed, binding)
                .used(BACKEND, ask("get", "pods", "a", "n"))
                .replacement(mixed);
        assertThat(suggestion.roles())
                .containsExactly(
                        fresh(clusterRole(
                                "b-least",
                                rule("update", "apps", "deployments/finalizers"),
                                rule("bind", "rbac.authorization.k8s.io", "clusterroles", "view"))),
                        fresh(role("n", "b-least", rule("get", "-", "pods"))));
        assertThat(suggestion.unobservable())
                .extracting(UnobservableAccess::permission, UnobservableAccess::kept)
                .containsExactly(
                        tuple("bind clusterroles.rbac.authorization.k8s.io view", true),
                        tuple("update deployments/finalizers.apps", true),
                        tuple("under wildcards", false));
    }

    @Test
    void aWildcardIsDroppedAndSaidToBe() {
        var suggestion = new Scene(CLUSTER_ADMIN, BACKEND_ADMIN)
                .used(BACKEND, ask("get", "pods", "a", "n"))
                .replacement(BACKEND_ADMIN);
        assertThat(suggestion.unobservable()).singleElement().satisfies(access -> {
            assertThat(access.kept()).isFalse();
            assertThat(access.reason()).contains("escalate").contains("grant by name what is needed");
        });
    }

    @Test
    void aWildcardOfReadingHidesNothing() {
        var reader = clusterRole("cluster-admin", rule("get,list,watch", "*", "*"));
        assertThat(new Scene(reader, BACKEND_ADMIN)
                        .used(BACKEND, ask("get", "pods", "a", "n"))
                        .replacement(BACKEND_ADMIN)
                        .unobservable())
                .isEmpty();
    }

    @Test
    void aRequestForAResourceCalledStarIsNotGranted() {
        var scene = new Scene(CLUSTER_ADMIN, BACKEND_ADMIN)
                .used(
                        BACKEND,
                        ask("get", "pods", "a", "n"),
                        ask("get", "*", "a", "n"),
                        askIn("*", "get", "pods", "a", "n"),
                        ask("get", "/*"));
        assertThat(scene.replacement(BACKEND_ADMIN).roles())
                .containsExactly(fresh(role("n", "backend-admin-least", rule("get", "-", "pods"))));
    }

    private static void assertDeletesOnly(Scene scene, Binding binding) {
        var suggestion = scene.replacement(binding);
        assertThat(suggestion.roles()).isEmpty();
        assertThat(suggestion.bindings()).isEmpty();
        assertThat(suggestion.delete()).containsExactly(binding.key());
    }

    private static Binding unstored(Binding binding) {
        return new Binding(binding.key(), binding.roleRef(), binding.subjects());
    }
}
