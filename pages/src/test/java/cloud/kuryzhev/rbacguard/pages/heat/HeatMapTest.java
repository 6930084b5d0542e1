package cloud.kuryzhev.rbacguard.pages.heat;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec.PermissionState;
import cloud.kuryzhev.rbacguard.pages.heat.Cell.State;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.ServiceAccount;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.Totals;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.UsedRule;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.UsedScope;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.Window;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeatMapTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final PolicyRule READ_PODS = rule("get,list", "", "pods");

    @Test
    void eachCellHasTheVerdictOfTheViolation() {
        HeatMap map = HeatMap.of(
                List.of(READ_PODS, rule("escalate", "rbac.authorization.k8s.io", "roles")),
                List.of(
                        used("get pods", 12),
                        stated("list pods", "unused", null),
                        stated("escalate roles.rbac.authorization.k8s.io", "unobservable", "only the write is logged")),
                UsedRules.NONE);

        assertThat(map.verbs()).containsExactly("get", "list", "escalate");
        assertThat(map.rows())
                .extracting(HeatMap.Row::target)
                .containsExactly("pods", "roles.rbac.authorization.k8s.io");
        assertThat(cell(map, "pods", "get"))
                .returns(State.USED, Cell::state)
                .returns(12L, Cell::count)
                .satisfies(it -> assertThat(it.last()).contains(NOON));
        assertThat(cell(map, "pods", "list").state()).isEqualTo(State.UNUSED);
        assertThat(cell(map, "pods", "escalate").state()).isEqualTo(State.ABSENT);
        assertThat(cell(map, "roles.rbac.authorization.k8s.io", "escalate"))
                .returns(State.UNOBSERVABLE, Cell::state)
                .returns("only the write is logged", Cell::remark);
    }

    @Test
    void useIsCountedOnceThoughItIsToldTwice() {
        HeatMap map = HeatMap.of(
                List.of(READ_PODS), List.of(used("get pods a -n n", 3), used("get pods", 5)), UsedRules.NONE);

        assertThat(cell(map, "pods", "get").count()).isEqualTo(5);
    }

    @Test
    void whatIsUsedInOneNamespaceAndNotInAnotherIsUsedAndTheRestIsTold() {
        HeatMap map = HeatMap.of(
                List.of(READ_PODS),
                List.of(used("get pods -n a", 3), used("get pods -n b", 4), stated("get pods -n c", "unused", null)),
                UsedRules.NONE);

        assertThat(cell(map, "pods", "get"))
                .returns(State.USED, Cell::state)
                .returns(7L, Cell::count)
                .returns("not seen used: -n c", Cell::remark);
    }

    @Test
    void throughAWildcardEveryVerbIsGrantedAndOnlyWhatWasUsedIsUsed() {
        HeatMap map = HeatMap.of(
                List.of(rule("*", "*", "*")),
                List.of(used("get pods a -n n", 3), stated("* *.*", "unused", "apart from what is listed as used")),
                UsedRules.NONE);

        assertThat(map.verbs()).startsWith("get", "list").endsWith("*");
        assertThat(map.rows()).extracting(HeatMap.Row::target).containsExactly("*.*", "pods");
        assertThat(cell(map, "pods", "get").state()).isEqualTo(State.USED);
        assertThat(cell(map, "pods", "delete"))
                .returns(State.UNUSED, Cell::state)
                .returns("granted as * *.*", Cell::remark);
        assertThat(cell(map, "*.*", "*").remark()).isEqualTo("apart from what is listed as used");
    }

    @Test
    void namesThatAGrantIsConfinedToAreKept() {
        var named = new PolicyRule(List.of("get"), List.of(""), List.of("secrets"), List.of("b", "a"), List.of());

        assertThat(cell(HeatMap.of(List.of(named), List.of(), UsedRules.NONE), "secrets", "get")
                        .names())
                .containsExactly("a", "b");
        assertThat(cell(
                                HeatMap.of(List.of(named, rule("get", "", "secrets")), List.of(), UsedRules.NONE),
                                "secrets",
                                "get")
                        .names())
                .isEmpty();
    }

    @Test
    void whereNoVerdictHadRoomTheUsageObjectsAreAskedAndNothingIsGuessed() {
        var usage = new UsageSummary(
                new ServiceAccount("n", "a"),
                new Window(NOON, NOON, true),
                List.of(new UsedScope(List.of("n"), List.of(new UsedRule(rule("get", "", "pods"), Seen.once(NOON))))),
                List.of(),
                new Totals(1, 0, 0, 0));
        var here = new Scope(false, Set.of("n"));
        var elsewhere = new Scope(false, Set.of("m"));

        HeatMap map = HeatMap.of(List.of(READ_PODS), List.of(), UsedRules.of(List.of(usage), here));
        assertThat(cell(map, "pods", "get").state()).isEqualTo(State.USED);
        assertThat(cell(map, "pods", "list").state()).isEqualTo(State.UNKNOWN);
        assertThat(cell(
                                HeatMap.of(List.of(READ_PODS), List.of(), UsedRules.of(List.of(usage), elsewhere)),
                                "pods",
                                "get")
                        .state())
                .isEqualTo(State.UNKNOWN);
    }

    @Test
    void ofARoleThatIsGoneTheVerdictsAreShown() {
        HeatMap map =
                HeatMap.of(List.of(), List.of(used("get /metrics", 2), used("list pods -n n", 1)), UsedRules.NONE);

        assertThat(map.rows()).extracting(HeatMap.Row::target).containsExactly("/metrics", "pods");
        assertThat(map.count(State.USED)).isEqualTo(2);
    }

    @Test
    void verdictsThatSaidNothingAreNoError() {
        HeatMap map = HeatMap.of(
                List.of(READ_PODS),
                List.of(
                        stated("", "", null),
                        stated("get", "used", null),
                        stated(" -n ", "unused", null),
                        new PermissionState("get pods", "used", "yesterday", null, null)),
                UsedRules.NONE);

        assertThat(cell(map, "pods", "get").last()).isEmpty();
    }

    @Test
    void aRoleOfFiveThousandPermissionsIsShownWhole() {
        List<PolicyRule> rules = IntStream.range(0, 625)
                .mapToObj(i -> rule("get,list,watch,create,update,patch,delete,deletecollection", "g" + i, "r" + i))
                .toList();
        List<PermissionState> stated = IntStream.range(0, 500)
                .mapToObj(i -> used("get r" + i + ".g" + i, i + 1))
                .toList();

        HeatMap map = HeatMap.of(rules, stated, UsedRules.NONE);

        assertThat(map.rows()).hasSize(625);
        assertThat(map.count(State.USED)).isEqualTo(500);
        assertThat(map.count(State.UNKNOWN)).isEqualTo(4_500);
    }

    @Test
    void aRuleOfBillionsIsCutShort() {
        List<String> many = IntStream.range(0, 5_000).mapToObj(i -> "x" + i).toList();

        assertThat(HeatMap.of(List.of(new PolicyRule(many, many, many, many, List.of())), List.of(), UsedRules.NONE)
                        .verbs())
                .hasSizeLessThanOrEqualTo(24);
    }

    private static Cell cell(HeatMap map, String target, String verb) {
        return map.rows().stream()
                .filter(it -> it.target().equals(target))
                .findFirst()
                .orElseThrow()
                .cells()
                .get(map.verbs().indexOf(verb));
    }

    private static PermissionState used(String permission, long count) {
        return new PermissionState(permission, "used", NOON.toString(), count, null);
    }

    private static PermissionState stated(String permission, String verdict, @Nullable String reason) {
        return new PermissionState(permission, verdict, null, null, reason);
    }

    private static PolicyRule rule(String verbs, String group, String resource) {
        return PolicyRule.onResources(List.of(verbs.split(",")), List.of(group), List.of(resource));
    }
}
