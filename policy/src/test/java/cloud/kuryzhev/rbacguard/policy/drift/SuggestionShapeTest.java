package cloud.kuryzhev.rbacguard.policy.drift;

import static cloud.kuryzhev.rbacguard.policy.Given.account;
import static cloud.kuryzhev.rbacguard.policy.Given.ask;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRole;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleKey;
import static cloud.kuryzhev.rbacguard.policy.Given.role;
import static cloud.kuryzhev.rbacguard.policy.Given.roleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static cloud.kuryzhev.rbacguard.policy.Given.urls;
import static cloud.kuryzhev.rbacguard.policy.Given.user;
import static cloud.kuryzhev.rbacguard.policy.drift.Scene.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionShapeTest {

    private static final Role CLUSTER_ADMIN = clusterRole("cluster-admin", rule("*", "*", "*"), urls("*", "*"));
    private static final Subject BACKEND = account("production", "backend");
    private static final Binding BACKEND_ADMIN = clusterRoleBinding("backend-admin", "cluster-admin", BACKEND);

    @Test
    void namesAreKeptOnlyWhereTheyWereGrantedByName() {
        var settings = clusterRole("settings", rule("*", "-", "configmaps", "settings"), rule("get", "-", "secrets"));
        var binding = roleBinding("n", "b", settings.key(), BACKEND);
        var scene = new Scene(settings, binding)
                .used(BACKEND, ask("get", "configmaps", "settings", "n"), ask("get", "secrets", "s", "n"));
        assertThat(scene.replacement(settings).roles())
                .containsExactly(fresh(
                        role("n", "b-least", rule("get", "-", "configmaps", "settings"), rule("get", "-", "secrets"))));
    }

    @Test
    void whatWasUsedClusterWideGetsAClusterRole() {
        var scene = new Scene(CLUSTER_ADMIN, BACKEND_ADMIN)
                .used(
                        BACKEND,
                        ask("get", "nodes", "n1", ""),
                        ask("list", "pods", "", ""),
                        ask("list", "pods", "", "n"),
                        ask("get", "/metrics"));
        var suggestion = scene.replacement(BACKEND_ADMIN);
        assertThat(suggestion.roles())
                .containsExactly(fresh(clusterRole(
                        "backend-admin-least",
                        rule("get", "-", "nodes"),
                        rule("list", "-", "pods"),
                        urls("get", "/metrics"))));
        assertThat(suggestion.bindings())
                .containsExactly(unstored(clusterRoleBinding("backend-admin-least", "backend-admin-least", BACKEND)));
    }

    @Test
    void theSameUseInTwoNamespacesIsOneClusterRoleBoundInEach() {
        var scene = new Scene(CLUSTER_ADMIN, BACKEND_ADMIN)
                .used(BACKEND, ask("get", "pods", "a", "n1"), ask("get", "pods", "b", "n2"));
        var suggestion = scene.replacement(BACKEND_ADMIN);
        assertThat(suggestion.roles())
                .containsExactly(fresh(clusterRole("backend-admin-least", rule("get", "-", "pods"))));
        assertThat(suggestion.bindings())
                .containsExactly(
                        unstored(roleBinding(
                                "n1", "backend-admin-least", clusterRoleKey("backend-admin-least"), BACKEND)),
                        unstored(roleBinding(
                                "n2", "backend-admin-least", clusterRoleKey("backend-admin-least"), BACKEND)));
    }

    @Test
    void differentUseInTwoNamespacesIsARoleInEach() {
        var scene = new Scene(CLUSTER_ADMIN, BACKEND_ADMIN)
                .used(BACKEND, ask("get", "pods", "a", "n1"), ask("list", "pods", "", "n2"));
        assertThat(scene.replacement(BACKEND_ADMIN).roles())
                .containsExactly(
                        fresh(role("n1", "backend-admin-least", rule("get", "-", "pods"))),
                        fresh(role("n2", "backend-admin-least", rule("list", "-", "pods"))));
    }

    @Test
    void useClusterWideAndAlikeInTwoNamespacesTakesTwoClusterRoles() {
        var scene = new Scene(CLUSTER_ADMIN, BACKEND_ADMIN)
                .used(
                        BACKEND,
                        ask("get", "nodes", "a", ""),
                        ask("get", "pods", "a", "n1"),
                        ask("get", "pods", "b", "n2"));
        assertThat(scene.replacement(BACKEND_ADMIN).roles())
                .containsExactly(
                        fresh(clusterRole("backend-admin-least", rule("get", "-", "nodes"))),
                        fresh(clusterRole("backend-admin-least-namespaced", rule("get", "-", "pods"))));
    }

    @Test
    void aWatchKeepsTheListThatItFallsBackTo() {
        var scene = new Scene(CLUSTER_ADMIN, BACKEND_ADMIN).used(BACKEND, ask("watch", "pods", "", "n"));
        assertThat(scene.replacement(BACKEND_ADMIN).roles())
                .containsExactly(fresh(role("n", "backend-admin-least", rule("list,watch", "-", "pods"))));
    }

    @Test
    void aWatchBringsNoListThatWasNotGranted() {
        var watcher = role("n", "watcher", rule("watch", "-", "pods"), rule("*", "-", "jobs"));
        var binding = roleBinding("n", "b", watcher.key(), BACKEND);
        assertThat(new Scene(watcher, binding)
                        .used(BACKEND, ask("watch", "pods", "", "n"))
                        .replacement(watcher)
                        .roles())
                .containsExactly(fresh(role("n", "b-least", rule("watch", "-", "pods"))));
    }

    @Test
    void aRoleInViolationIsReplacedBindingByBinding() {
        var shared = clusterRole("shared", rule("*", "-", "pods,secrets"));
        var one = roleBinding("n", "one", shared.key(), BACKEND);
        var two = roleBinding("n", "two", shared.key(), user("jane"));
        var suggestion = new Scene(shared, one, two)
                .used(BACKEND, ask("get", "pods", "a", "n"))
                .used(user("jane"), ask("get", "pods", "a", "n"), ask("get", "secrets", "a", "n"))
                .replacement(shared);
        assertThat(suggestion.roles())
                .containsExactly(
                        fresh(role("n", "one-least", rule("get", "-", "pods"))),
                        fresh(role("n", "two-least", rule("get", "-", "pods,secrets"))));
        assertThat(suggestion.bindings())
                .extracting(Binding::subjects)
                .containsExactly(List.of(BACKEND), List.of(user("jane")));
        assertThat(suggestion.delete()).containsExactly(one.key(), two.key(), shared.key());
    }

    @Test
    void bindingsOfOneNameAndDifferentScopeAreNotReplacedByTheSameRole() {
        var everywhere = clusterRoleBinding("ops", "cluster-admin", BACKEND);
        var here = roleBinding("n", "ops", clusterRoleKey("cluster-admin"), user("jane"));
        var scene = new Scene(CLUSTER_ADMIN, everywhere, here)
                .used(BACKEND, ask("get", "pods", "a", "n"))
                .used(user("jane"), ask("get", "secrets", "a", "n"));
        ObjectKey one = scene.replacement(everywhere).roles().getFirst().key();
        ObjectKey two = scene.replacement(here).roles().getFirst().key();
        assertThat(one).isNotEqualTo(two);
        assertThat(one.name()).startsWith("ops-least-");
    }

    @Test
    void anExistingObjectIsNeverOverwritten() {
        var taken = role("n", "backend-admin-least", rule("get", "-", "jobs"));
        var scene = new Scene(CLUSTER_ADMIN, BACKEND_ADMIN, taken).used(BACKEND, ask("get", "pods", "a", "n"));
        assertThat(scene.replacement(BACKEND_ADMIN).roles().getFirst().key().name())
                .matches("backend-admin-least-[0-9a-f]+");
    }

    private static Binding unstored(Binding binding) {
        return new Binding(binding.key(), binding.roleRef(), binding.subjects());
    }
}
