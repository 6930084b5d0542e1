package cloud.kuryzhev.rbacguard.usage.store;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static cloud.kuryzhev.rbacguard.usage.EventJson.request;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.policy.usage.SubjectUsage;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store remembers, whatever database it is in. */
abstract class StoreContract extends SharingContract {

    @Test
    void anEmptyStoreHasSeenNothing() {
        assertThat(store.snapshot()).isEqualTo(Usage.NONE);
        assertThat(store.checkpoint("a")).isEmpty();
        assertThat(store.lines("a")).isEmpty();
    }

    @Test
    void whatIsCommittedIsSeenSummedUp() {
        commit("1", event().at("2026-11-22T05:40:00Z"), event().at("2026-11-23T00:00:00Z"));
        commit("2", event().user("alice", "ops").at("2026-11-21T23:59:59.000001Z"), event().forbidden());

        Usage usage = store.snapshot();
        assertThat(usage.coverage())
                .isEqualTo(new Coverage(
                        Instant.parse("2026-11-21T23:59:59.000001Z"), Instant.parse("2026-11-23T00:00:00Z"), 4));
        SubjectUsage alice = usage.of(ALICE);
        assertThat(alice.groups()).containsExactly("devs", "ops");
        assertThat(alice.used())
                .containsExactly(Map.entry(
                        GET_WEB,
                        new Seen(
                                Instant.parse("2026-11-21T23:59:59.000001Z"),
                                Instant.parse("2026-11-23T00:00:00Z"),
                                3)));
        assertThat(alice.denied())
                .containsExactly(Map.entry(GET_WEB, Seen.once(Instant.parse("2026-11-22T05:40:00.123456Z"))));
        assertThat(store.checkpoint("a")).contains(new Checkpoint("a", "2"));
        assertThat(store.lines("a")).isEqualTo(Map.of("used", 3L, "denied", 1L));
    }

    @Test
    void daysAreCountedApart() throws IOException {
        commit(
                "1",
                event().at("2026-11-22T23:59:59Z"),
                event().at("2026-11-22T00:00:00Z"),
                event().at("2026-11-23T00:00:00Z"));
        assertThat(dump())
                .contains("\"denied\":0,\"day\":20779,\"started\":0,\"ended\":2}")
                .contains("\"denied\":0,\"day\":20780,\"started\":0,\"ended\":1}");
    }

    @Test
    void aLongRunningRequestCountsOnceFromItsStartOn() {
        commit("1", watch("ResponseStarted"));
        assertThat(watchesSeen()).isEqualTo(1);
        commit("2", watch("ResponseStarted"));
        assertThat(watchesSeen()).isEqualTo(2);
        commit("3", watch("ResponseComplete"), watch("ResponseComplete"));
        assertThat(watchesSeen()).isEqualTo(2);
    }

    @Test
    void aLongRunningRequestCountsOnceThoughThePolicyLeavesItsStartOut() {
        commit("1", watch("ResponseComplete"), watch("ResponseComplete"));
        assertThat(watchesSeen()).isEqualTo(2);
    }

    @Test
    void urlsAndServiceAccountsComeBackAsTheyWere() {
        commit("1", request("get", "/healthz", 200).user("system:serviceaccount:team:bot"));
        assertThat(store.snapshot()
                        .of(new Subject.ServiceAccount("team", "bot"))
                        .used())
                .containsOnlyKeys(new Permission.OnUrl("get", "/healthz"));
    }

    @Test
    void aGapStartsCoverageAnewAndKeepsUsage() {
        commit("1", event().at("2026-11-22T00:00:00Z"));
        store.commit(new Checkpoint("a", "2"), new Batch(Optional.of(GapCause.LOG_GONE)));
        assertThat(store.snapshot().coverage()).isEqualTo(Coverage.NONE);
        commit("3", event().at("2026-11-23T00:00:00Z"));
        assertThat(store.snapshot().coverage().from()).isEqualTo(Instant.parse("2026-11-23T00:00:00Z"));
        assertThat(store.snapshot().of(ALICE).used().get(GET_WEB))
                .extracting(Seen::count)
                .isEqualTo(2L);
    }

    @Test
    void coverageIsWhatEverySourceHeard() {
        store.commit(
                new Checkpoint("a", "1"),
                batch(event().at("2026-11-20T00:00:00Z"), event().at("2026-11-22T00:00:00Z")));
        store.commit(
                new Checkpoint("b", "1"),
                batch(event().at("2026-11-21T00:00:00Z"), event().at("2026-11-23T00:00:00Z")));
        assertThat(store.snapshot().coverage())
                .isEqualTo(
                        new Coverage(Instant.parse("2026-11-21T00:00:00Z"), Instant.parse("2026-11-22T00:00:00Z"), 4));
    }

    @Test
    void charactersThatNoDatabaseKeepsAreReplaced() {
        commit("1", request("get", "/a%00b", 200), request("get", "/\\ud800", 200));
        assertThat(used())
                .containsOnlyKeys(new Permission.OnUrl("get", "/a\uFFFDb"), new Permission.OnUrl("get", "/\uFFFD"));
    }

    private long watchesSeen() {
        return store.snapshot().of(ALICE).used().values().iterator().next().count();
    }
}
