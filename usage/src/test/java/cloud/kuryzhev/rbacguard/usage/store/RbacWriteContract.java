package cloud.kuryzhev.rbacguard.usage.store;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.usage.EventJson;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.From;
import cloud.kuryzhev.rbacguard.usage.event.RbacWrite;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who wrote roles and bindings. */
abstract class RbacWriteContract extends StoreCase {

    private static final String PATH = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/b";
    private static final ObjectKey KEY = new ObjectKey(Kind.CLUSTER_ROLE_BINDING, "", "b");

    @Test
    void whoWroteABindingFromWhereAndWhetherTheWebhookWasAskedIsKeptUntilItIsTold() {
        commit("1", write("patch", "2026-11-22T05:40:00Z", true), write("delete", "2026-11-22T05:41:00Z", true));

        var patched = new RbacWrite(
                KEY,
                Instant.parse("2026-11-22T05:40:00Z"),
                "patch",
                "alice",
                new From(List.of("10.0.0.1", "127.0.0.1"), "kubectl/v1"),
                true);
        assertThat(store.rbacWrites()).hasSize(2).startsWith(new StoredWrite(patched, false, false));
        assertThat(store.untoldWrites()).hasSize(2).noneMatch(StoredWrite::outside);
        assertThat(store.untold()).isEqualTo(2);

        store.told(List.of(patched));
        assertThat(store.rbacWrites())
                .singleElement()
                .satisfies(it -> assertThat(it.write().verb()).isEqualTo("delete"));
        assertThat(store.untold()).isEqualTo(1);
    }

    @Test
    void aWriteThatTheWebhookWasNotAskedAboutIsOutsideUntilItIsAskedAboutALaterOne() {
        commit("1", write("create", "2026-11-22T05:40:00Z", true), write("update", "2026-11-22T05:41:00Z", false));
        store.told(store.rbacWrites().stream().map(StoredWrite::write).toList());
        assertThat(store.untoldWrites()).isEmpty();
        assertThat(store.rbacWrites()).singleElement().satisfies(it -> {
            assertThat(it.write().verb()).isEqualTo("update");
            assertThat(it.outside()).isTrue();
        });

        commit("2", write("patch", "2026-11-22T05:42:00Z", true));
        assertThat(store.rbacWrites()).noneMatch(StoredWrite::outside);
    }

    @Test
    void readsFailuresAndDryRunsWroteNothing() {
        commit(
                "1",
                write("get", "2026-11-22T05:40:00Z", false),
                write("patch", "2026-11-22T05:41:00Z", false).code(409),
                write("patch", "2026-11-22T05:42:00Z", false).request("patch", PATH + "?dryRun=All"),
                write("patch", "2026-11-22T05:43:00Z", false).stage("RequestReceived"),
                event());
        assertThat(store.rbacWrites()).isEmpty();
    }

    @Test
    void theLatestWritesOfAnObjectAreKept() {
        for (int i = 10; i < 30; i++) {
            commit(String.valueOf(i), write("patch", "2026-11-22T05:" + i + ":00Z", false));
        }
        assertThat(store.rbacWrites()).hasSize(10).first().satisfies(it -> assertThat(
                        it.write().at())
                .isEqualTo("2026-11-22T05:20:00Z"));
    }

    @Test
    void peopleAreToldSinceItWasFirstAsked() {
        Instant first = Instant.parse("2026-11-22T05:00:00Z");
        assertThat(store.toldSince(first)).isEqualTo(first);
        assertThat(store.toldSince(first.plusSeconds(1))).isEqualTo(first);
        assertThat(store.rbacWrites()).isEmpty();
    }

    private static EventJson write(String verb, String at, boolean judged) {
        return event().request(verb, PATH)
                .object("rbac.authorization.k8s.io", "clusterrolebindings", "", "", "b")
                .at(at)
                .code(200)
                .raw("sourceIPs", "[\"10.0.0.1\",\"127.0.0.1\"]")
                .put("userAgent", "kubectl/v1")
                .raw(
                        "annotations",
                        "{\"authorization.k8s.io/decision\":\"allow\""
                                + (judged ? ",\"validate.rbac-guard.kuryzhev.cloud/policy\":\"x\"}" : "}"));
    }
}
