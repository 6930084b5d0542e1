package cloud.kuryzhev.rbacguard.usage.store;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static cloud.kuryzhev.rbacguard.usage.EventJson.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import cloud.kuryzhev.rbacguard.usage.EventJson;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How large a store may grow. */
abstract class BoundsContract extends MovingContract {

    @Test
    void oldDaysAreDroppedAndFirstLastAndTotalStay() throws IOException {
        commit("1", event().at("2025-10-17T12:00:00Z"), event().at("2025-10-18T12:00:00Z"), event());
        assertThat(store.compact(LocalDate.of(2026, 11, 21))).isZero();
        Usage before = store.snapshot();
        assertThat(store.compact(LocalDate.of(2026, 11, 22))).isEqualTo(1);
        assertThat(store.compact(LocalDate.of(2026, 11, 22))).isZero();
        assertThat(store.snapshot()).isEqualTo(before);
        assertThat(dump().lines().filter(line -> line.contains("\"day\""))).hasSize(2);
        assertThat(store.compact(LocalDate.of(2030, 1, 1))).isEqualTo(2);
        assertThat(store.snapshot()).isEqualTo(before);
    }

    @Test
    void madeUpObjectNamesBecomeTheWholeResourceBeyondTheLimit() {
        limited(new Limits(400, 10, 3));
        commit("1", get("a"), get("b"), get("c"));
        commit("2", get("a"), get("d"), get("e"), get("f"));
        assertThat(used()).containsOnlyKeys(pod("a"), pod("b"), pod("c"), pod(""));
        assertThat(used().get(pod("a"))).extracting(Seen::count).isEqualTo(2L);
        assertThat(used().get(pod(""))).extracting(Seen::count).isEqualTo(3L);
        assertThat(store.lines("a")).isEqualTo(Map.of("used", 7L));
    }

    @Test
    void whatFitsNowhereIsCounted() throws IOException {
        limited(new Limits(400, 1, 1));
        commit("1", get("a"), get("b"), request("get", "/made", 200), request("get", "/up", 200), get("a"));
        assertThat(used()).hasSize(2);
        long kept = used().values().stream().mapToLong(Seen::count).sum();
        assertThat(store.lines("a")).containsEntry("used", 5L).containsEntry("overflow:permissions", 5 - kept);
        commit("2", get("a").user("bob", "devs"), get("a"));
        assertThat(store.lines("a")).containsEntry("overflow:subjects", 1L);
        assertThat(dump()).doesNotContain("bob");
    }

    @Test
    void aBatchThatIsUndoneTakesNoRoom() {
        limited(new Limits(400, 1, 2));
        store.checkpoint("a");
        try (UsageStore rival = JdbcStore.open(database("usage"), Limits.DEFAULT)) {
            rival.commit(new Checkpoint("a", "1"), new Batch());
        }
        assertThatThrownBy(() -> commit("1", get("x").user("bob", "devs"))).isInstanceOf(SourceMovedException.class);
        store.checkpoint("a");
        commit("2", get("a"));
        assertThat(used()).containsOnlyKeys(pod("a"));
    }

    private void limited(Limits limits) {
        store.close();
        store = JdbcStore.open(database("usage"), limits);
    }

    static EventJson get(String name) {
        return event().request("get", "/api/v1/namespaces/team/pods/" + name).object("", "pods", "", "team", name);
    }

    private static Permission pod(String name) {
        return new OnResource("get", "", "pods", name, "team");
    }
}
