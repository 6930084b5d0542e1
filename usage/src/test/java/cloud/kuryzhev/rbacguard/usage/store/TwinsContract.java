package cloud.kuryzhev.rbacguard.usage.store;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.usage.EventJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A request that kube-apiserver passed on to an aggregated API server is logged by both, and counts once. */
abstract class TwinsContract extends SeenFromContract {

    private static final String URI = "/apis/metrics.k8s.io/v1beta1/namespaces/team/pods";

    private final AlikeLines alike = new AlikeLines(Clock.fixed(Instant.parse("2026-12-01T00:00:00Z"), ZoneOffset.UTC));

    @Test
    void aRequestThatTwoApiServersLoggedCountsOnceWhicheverComesFirst() {
        store.commit(new Checkpoint("a", "1"), batch(behind("id-1"), passedOn("id-2")));
        store.commit(new Checkpoint("b", "1"), batch(passedOn("id-1"), behind("id-2")));
        assertThat(requests()).isEqualTo(2);
        assertThat(store.lines("a")).isEqualTo(Map.of("used", 2L));
        assertThat(store.lines("b")).isEqualTo(Map.of("skipped:same_request", 2L));
    }

    @Test
    void bothMayComeFromOneSourceInOneBatchAndLookAlike() {
        Batch batch = new Batch();
        for (EventJson event : new EventJson[] {passedOn("id-1"), behind("id-1"), behind("id-2"), passedOn("id-2")}) {
            assertThat(alike.add(ByteBuffer.wrap(event.line().getBytes(StandardCharsets.UTF_8)), batch))
                    .isTrue();
        }
        store.commit(new Checkpoint("a", "1"), batch);
        assertThat(requests()).isEqualTo(2);
        assertThat(store.lines("a")).isEqualTo(Map.of("used", 2L, "skipped:same_request", 2L));
    }

    @Test
    void anotherRequestWithTheSameAuditIdCountsToo() {
        commit(
                "1",
                passedOn("id"),
                passedOn("id").user("bob", "devs"),
                passedOn("id").put("verb", "watch"),
                passedOn("id").put("requestURI", URI.replace("team", "other")),
                passedOn("id").stage("ResponseStarted"),
                passedOn("id").at("2026-11-22T05:41:00Z"),
                event().put("auditID", "id"),
                event().put("auditID", "id"));
        assertThat(store.lines("a")).isEqualTo(Map.of("used", 8L));
    }

    @Test
    void whoReusesAnAuditIdIsStillSeenAndCountedEveryOtherTime() {
        for (int i = 0; i < 10; i++) {
            commit(Integer.toString(i), passedOn("id").at("2026-11-22T05:40:0%d.000000Z".formatted(i)));
        }
        assertThat(requests()).isEqualTo(5);
        assertThat(used().values().iterator().next().last()).isAfterOrEqualTo(Instant.parse("2026-11-22T05:40:08Z"));
    }

    @Test
    void whatIsReadAgainAfterAFailureIsNoSecondEvent() {
        store.checkpoint("a");
        try (UsageStore rival = JdbcStore.open(database("usage"), Limits.DEFAULT)) {
            rival.commit(new Checkpoint("a", "1"), new Batch());
        }
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> commit("1", passedOn("id"))))
                .isInstanceOf(SourceMovedException.class);
        store.checkpoint("a");
        commit("2", passedOn("id"));
        assertThat(requests()).isEqualTo(1);
    }

    private long requests() {
        return used().values().stream().mapToLong(Seen::count).sum();
    }

    private static EventJson passedOn(String auditId) {
        return event().put("auditID", auditId)
                .request("list", URI + "?labelSelector=a%3Db&limit=500")
                .object("metrics.k8s.io", "pods", "", "team", "")
                .at("2026-11-22T05:40:00.123456Z");
    }

    /** As the API server behind logs it: a little earlier, from another address, with its query encoded anew. */
    private static EventJson behind(String auditId) {
        return passedOn(auditId)
                .put("requestURI", URI + "?limit=500&labelSelector=a%3Db")
                .raw("sourceIPs", "[\"10.0.0.7\",\"172.18.0.2\"]")
                .at("2026-11-22T05:40:00.121007Z");
    }
}
