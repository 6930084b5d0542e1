package cloud.kuryzhev.rbacguard.policy.drift;

import static cloud.kuryzhev.rbacguard.policy.Given.account;
import static cloud.kuryzhev.rbacguard.policy.Given.ask;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRole;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.roleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static cloud.kuryzhev.rbacguard.policy.Given.urls;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.drift.Discovery.Served;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gap between granted and used, counted in what the API server serves. */
class GapTest {

    private static final Subject BACKEND = account("shop", "backend");
    private static final Discovery SERVED = new Discovery(
            "v1.36.3",
            List.of(
                    new Served("", "pods", true, List.of("get", "list", "delete")),
                    new Served("", "pods/log", true, List.of("get")),
                    new Served("", "secrets", true, List.of("get", "list")),
                    new Served("", "nodes", false, List.of("get", "list")),
                    new Served("apps", "deployments", true, List.of("get", "list"))));

    private static final Facts FACTS = new Facts(Optional.of(SERVED), Schedules.UNKNOWN, RuleAges.NONE, Map.of());

    @Test
    void aWildcardIsWhatTheApiServerServes() {
        Role role = clusterRole("wide", rule("*", "*", "*"));
        var gap = gap(
                scene(role, clusterRoleBinding("b", "wide", BACKEND)).used(BACKEND, ask("get", "pods", "a", "n")),
                role);
        assertThat(gap.permissions()).isEqualTo(10);
        assertThat(gap.used()).isEqualTo(1);
        assertThat(gap.unusedPercent()).isEqualTo(90);
        assertThat(gap.discovery()).isEqualTo("v1.36.3, 4 resources");
    }

    @Test
    void theOrderInWhichTheApiServerListsWhatItServesDoesNotMatter() {
        assertThat(new Discovery("v1.36.3", SERVED.resources().reversed())).isEqualTo(SERVED);
    }

    @Test
    void aRoleBindingGrantsNothingThatIsClusterScoped() {
        Role role = clusterRole("wide", rule("*", "-", "*"));
        assertThat(gap(scene(role, roleBinding("n", "b", role.key(), BACKEND)), role)
                        .permissions())
                .isEqualTo(6);
    }

    @Test
    void aWildcardForVerbsOrSubresourcesIsExpandedToo() {
        Role role =
                clusterRole("wide", rule("*", "-", "pods"), rule("get", "-", "*/log"), rule("get", "-", "pods/log"));
        assertThat(gap(scene(role, clusterRoleBinding("b", "wide", BACKEND)), role)
                        .permissions())
                .isEqualTo(4);
    }

    @Test
    void whatCanDoHarmWeighsMore() {
        Role role =
                clusterRole("wide", rule("list", "-", "secrets,pods"), rule("*", "-", "gone"), urls("get", "/metrics"));
        var scene = scene(role, clusterRoleBinding("b", "wide", BACKEND))
                .used(BACKEND, ask("list", "pods", "", "n"), ask("get", "/metrics"));
        assertThat(gap(scene, role)).isEqualTo(new AccessGap(3, 2, 0, 33, 80, "v1.36.3, 4 resources"));
    }

    @Test
    void theUnobservableIsNeitherUsedNorUnused() {
        Role role = clusterRole("wide", rule("*", "-", "gone"), rule("update", "apps", "deployments/finalizers"));
        assertThat(gap(scene(role, clusterRoleBinding("b", "wide", BACKEND)), role))
                .isEqualTo(new AccessGap(1, 0, 1, 0, 0, "v1.36.3, 4 resources"));
    }

    @Test
    void withoutDiscoveryNothingIsCounted() {
        Role role = clusterRole("wide", rule("*", "*", "*"));
        assertThat(new Scene(role, clusterRoleBinding("b", "wide", BACKEND))
                        .violation(role)
                        .gap())
                .isEmpty();
    }

    @Test
    void ofAClusterAllBindingsCountButForThoseThatKubernetesShips() {
        Role wide = clusterRole("wide", rule("*", "*", "*"));
        Role narrow = clusterRole("narrow", rule("get,list", "-", "pods"));
        Role huge = clusterRole("huge", rule(words("v"), words("g"), words("r")));
        Scene scene = new Scene(
                        wide,
                        narrow,
                        huge,
                        clusterRoleBinding("a", "wide", BACKEND),
                        roleBinding("n", "b", narrow.key(), BACKEND),
                        clusterRoleBinding("c", "huge", BACKEND),
                        clusterRoleBinding("cluster-admin", "cluster-admin", new Subject.Group("system:masters")))
                .knowing(FACTS)
                .used(BACKEND, ask("get", "pods", "a", "n"));

        ClusterGap whole = scene.gap().orElseThrow();

        assertThat(whole.bindings()).isEqualTo(2);
        assertThat(whole.tooLarge()).isEqualTo(1);
        assertThat(whole.gap().permissions()).isEqualTo(10 + 2);
        assertThat(whole.gap().used()).isEqualTo(2);
    }

    @Test
    void ofAnEmptyClusterNothingIsUnused() {
        assertThat(new Scene().knowing(FACTS).gap().orElseThrow().gap().unusedPercent())
                .isZero();
        assertThat(new Scene().gap()).isEmpty();
    }

    private static String words(String letter) {
        return IntStream.range(0, 100).mapToObj(i -> letter + i).collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @CsvSource({
        "list, pods, 1",
        "list, secrets, 8",
        "escalate, clusterroles, 1",
        "*, pods, 8",
    })
    void aPermissionWeighsWhatItsWorstRuleSays(String verb, String resource, int weight) {
        Binding binding = clusterRoleBinding("b", "wide", BACKEND);
        assertThat(new Risk(Policy.DEFAULT).of(new Atom(binding, rule(verb, "-", resource))))
                .isEqualTo(weight);
    }

    private static Scene scene(Role role, Binding binding) {
        return new Scene(role, binding).knowing(FACTS);
    }

    private static AccessGap gap(Scene scene, Role role) {
        return scene.violation(role).gap().orElseThrow();
    }
}
