package cloud.kuryzhev.rbacguard.pages.heat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec.PermissionState;
import cloud.kuryzhev.rbacguard.pages.heat.HeatTable.Shown;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeatTableTest {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    @Test
    void aCellSaysInWordsWhatItsColourSays() {
        HeatTable table = of(
                PolicyRule.onResources(List.of("get", "list", "watch", "use"), List.of(""), List.of("pods")),
                new PermissionState("get pods", "used", "2026-03-10T11:00:00Z", 12L, null),
                new PermissionState("list pods", "used", "2026-01-10T11:00:00Z", 1L, null),
                new PermissionState("watch pods", "unused", null, null, null),
                new PermissionState("use pods", "unobservable", null, null, "only the creation is logged"));

        assertThat(table.lines().getFirst().cells())
                .extracting(Shown::kind, Shown::text)
                .containsExactly(
                        tuple("heat-used-1", "12×, at 2026-03-10T11:00:00Z"),
                        tuple("heat-used-4", "1×, at 2026-01-10T11:00:00Z"),
                        tuple("heat-unused", "unused"),
                        tuple("heat-hidden", "hidden [1]"));
        assertThat(table.remarks()).containsExactly("only the creation is logged");
        assertThat(table.lines().getFirst().cells().getLast().hint()).isEqualTo("only the creation is logged");
    }

    @Test
    void recencyIsOneOfFour() {
        assertThat(List.of(1, 30, 24 * 10, 24 * 40))
                .extracting(hours -> of(
                                PolicyRule.onResources(List.of("get"), List.of(""), List.of("pods")),
                                new PermissionState(
                                        "get pods",
                                        "used",
                                        NOW.minus(Duration.ofHours(hours)).toString(),
                                        1L,
                                        null))
                        .lines()
                        .getFirst()
                        .cells()
                        .getFirst()
                        .kind())
                .containsExactly("heat-used-1", "heat-used-2", "heat-used-3", "heat-used-4");
    }

    @Test
    void whatIsManyComesInParts() {
        var many = PolicyRule.onResources(
                List.of("get"),
                List.of(""),
                IntStream.range(0, HeatTable.ROWS + 1).mapToObj(i -> "r" + i).toList());
        HeatMap map = HeatMap.of(List.of(many), List.of(), UsedRules.NONE);

        assertThat(HeatTable.of(map, 2, Instant::toString, NOW).lines()).hasSize(1);
        assertThat(HeatTable.of(map, 99, Instant::toString, NOW).part()).isEqualTo(2);
        assertThat(HeatTable.of(map, -1, Instant::toString, NOW).lines()).hasSize(HeatTable.ROWS);
    }

    private static HeatTable of(PolicyRule rule, PermissionState... stated) {
        return HeatTable.of(HeatMap.of(List.of(rule), List.of(stated), UsedRules.NONE), 1, it -> "at " + it, NOW);
    }
}
