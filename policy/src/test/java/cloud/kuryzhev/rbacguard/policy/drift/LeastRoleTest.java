package cloud.kuryzhev.rbacguard.policy.drift;

import static cloud.kuryzhev.rbacguard.policy.Given.account;
import static cloud.kuryzhev.rbacguard.policy.Given.ask;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleKey;
import static cloud.kuryzhev.rbacguard.policy.Given.roleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.roleKey;
import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static cloud.kuryzhev.rbacguard.policy.Given.user;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Given;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.drift.LeastRole.Found;
import cloud.kuryzhev.rbacguard.policy.drift.LeastRole.None;
import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.policy.usage.SubjectUsage;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.Totals;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.UsedRule;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.UsedScope;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.Window;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeastRoleTest {

    private static final Subject BACKEND = account("shop", "backend");
    private static final PolicyRule EVERYTHING = rule("*", "*", "*");

    @Test
    void whatWasUsedAndWhatWasRefusedLatelyMakeTheLeastRole() {
        Found found = found(
                clusterWide(EVERYTHING),
                List.of(usage(
                        List.of(ask("list", "pods", "", "shop"), ask("get", "pods", "web", "shop")),
                        List.of(ask("list", "services", "", "shop")))));
        assertThat(found.roles())
                .containsExactly(new Role(
                        roleKey("shop", "wide-least"),
                        List.of(rule("get,list", "-", "pods"), rule("list", "-", "services"))));
        assertThat(found.bindings()).singleElement().satisfies(it -> {
            assertThat(it.key().toString()).isEqualTo("RoleBinding shop/wide-least");
            assertThat(it.subjects()).containsExactly(BACKEND);
        });
        assertThat(found.onlyDenied()).containsExactly(ask("list", "services", "", "shop"));
        assertThat(found.truncated()).isFalse();
    }

    @Test
    void onlyWhatTheRefusedGrantWouldHaveGivenCounts() {
        var usage = usage(
                List.of(ask("list", "pods", "", "shop"), ask("list", "pods", "", "cart")),
                List.of(ask("list", "secrets", "", "shop"), ask("list", "nodes", "", "")));
        var inShop = new Grant(
                roleBinding("shop", "wide", clusterRoleKey("r"), BACKEND), List.of(rule("*", "*", "pods,nodes")));
        Found found = found(inShop, List.of(usage));
        assertThat(found.roles())
                .containsExactly(new Role(roleKey("shop", "wide-least"), List.of(rule("list", "-", "pods"))));
        assertThat(found.onlyDenied()).isEmpty();
    }

    @Test
    void namesTheRefusedGrantIsConfinedToStayEvenWhereUsageTellsNone() {
        var names = IntStream.range(0, 11)
                .<Permission>mapToObj(i -> ask("get", "configmaps", "c" + i, "shop"))
                .toList();
        Found found = found(clusterWide(rule("get", "-", "configmaps", "c1", "c2")), List.of(usage(names, List.of())));
        assertThat(found.roles())
                .containsExactly(
                        new Role(roleKey("shop", "wide-least"), List.of(rule("get", "-", "configmaps", "c1", "c2"))));
    }

    @Test
    void listComesWithAWatch() {
        Found found =
                found(clusterWide(EVERYTHING), List.of(usage(List.of(ask("watch", "pods", "", "shop")), List.of())));
        assertThat(found.roles().getFirst().rules()).containsExactly(rule("list,watch", "-", "pods"));
    }

    @Test
    void severalSubjectsGetTheirUnion() {
        var grant =
                new Grant(roleBinding("shop", "wide", clusterRoleKey("r"), BACKEND, user("jane")), List.of(EVERYTHING));
        Found found = found(
                grant,
                List.of(
                        usage(List.of(ask("list", "pods", "", "shop")), List.of()),
                        usage(List.of(ask("list", "services", "", "shop")), List.of(ask("list", "pods", "", "shop")))));
        assertThat(found.roles().getFirst().rules()).containsExactly(rule("list", "-", "pods,services"));
        assertThat(found.onlyDenied()).isEmpty();
        assertThat(found.bindings().getFirst().subjects()).containsExactly(BACKEND, user("jane"));
    }

    @Test
    void withoutEvidenceThereIsNone() {
        assertThat(LeastRole.of(clusterWide(EVERYTHING), List.of(), Given.alone(Policy.DEFAULT)))
                .isEqualTo(new None(
                        "its subjects were neither seen to use anything that it would grant, nor refused it lately"));
    }

    @Test
    void aForbiddenSubjectGetsNone() {
        var grant = new Grant(clusterRoleBinding("wide", "r", user("system:anonymous")), List.of(EVERYTHING));
        assertThat(LeastRole.of(
                        grant,
                        List.of(usage(List.of(ask("list", "pods", "", "shop")), List.of())),
                        Given.alone(Policy.DEFAULT)))
                .isEqualTo(new None("the policy lets its subjects hold nothing"));
    }

    @Test
    void whatBreaksThePolicyItselfIsNotNamed() {
        var all = List.of("get", "list", "watch", "create", "update", "patch", "delete").stream()
                .<Permission>map(verb -> ask(verb, "pods", "", "shop"))
                .toList();
        assertThat(LeastRole.of(clusterWide(EVERYTHING), List.of(usage(all, List.of())), Given.alone(Policy.DEFAULT)))
                .isInstanceOfSatisfying(None.class, none -> assertThat(none.reason())
                        .startsWith("what is needed breaks the policy itself: "));
    }

    @Test
    void aHostileSummaryIsReadToItsBoundAndSaidToBeCut() {
        List<String> many = IntStream.range(0, 10_000).mapToObj(i -> "w" + i).toList();
        var rule = new PolicyRule(many, many, many, List.of(), List.of());
        var hostile = new UsageSummary(
                BACKEND,
                new Window(Scene.FROM, Scene.TO, true),
                List.of(new UsedScope(many, List.of(new UsedRule(rule, Seen.once(Scene.SEEN))))),
                List.of(),
                new Totals(1, 0, 0, 0));
        assertThat(found(clusterWide(EVERYTHING), List.of(hostile)).truncated()).isTrue();
    }

    @Test
    void wildcardsInASummaryGrantNothing() {
        var written = new UsageSummary(
                BACKEND,
                new Window(Scene.FROM, Scene.TO, true),
                List.of(new UsedScope(List.of("shop"), List.of(new UsedRule(EVERYTHING, Seen.once(Scene.SEEN))))),
                List.of(),
                new Totals(1, 0, 0, 0));
        assertThat(LeastRole.of(clusterWide(EVERYTHING), List.of(written), Given.alone(Policy.DEFAULT)))
                .isInstanceOf(None.class);
    }

    static UsageSummary usage(Collection<? extends Permission> used, Collection<? extends Permission> denied) {
        return UsageSummary.of(
                BACKEND,
                new SubjectUsage(Collections.emptySortedSet(), seen(used), seen(denied)),
                new Coverage(Scene.FROM, Scene.TO, 100));
    }

    private static SortedMap<Permission, Seen> seen(Collection<? extends Permission> permissions) {
        var seen = new TreeMap<Permission, Seen>();
        new TreeSet<>(permissions).forEach(it -> seen.put(it, Seen.once(Scene.SEEN)));
        return seen;
    }

    private static Grant clusterWide(PolicyRule... rules) {
        return new Grant(clusterRoleBinding("wide", "r", BACKEND), List.of(rules));
    }

    private static Found found(Grant grant, List<UsageSummary> usages) {
        var least = LeastRole.of(grant, usages, Given.alone(Policy.DEFAULT));
        assertThat(least).isInstanceOf(Found.class);
        return (Found) least;
    }
}
