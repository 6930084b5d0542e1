package cloud.kuryzhev.rbacguard.usage.store;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.usage.EventJson;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which pods and nodes a service account was seen from. */
abstract class SeenFromContract extends OlderStoreContract {

    private static final Subject BOT = new Subject.ServiceAccount("team", "bot");

    @Test
    void theWorkloadOfATokenIsKeptLatestFirst() {
        commit(
                "1",
                bot("web-1", "n1").at("2026-11-22T05:40:00Z"),
                bot("web-2", "n1").at("2026-11-22T05:41:00Z"));
        commit(
                "2",
                bot("web-3", "n2").at("2026-11-22T05:39:00Z"),
                bot("web-1", "n1").at("2026-11-22T05:42:00Z"));
        assertThat(store.seenFrom(BOT))
                .isEqualTo(new SeenFrom(List.of("web-1", "web-2", "web-3"), List.of("n1", "n2")));
        assertThat(store.seenFrom(ALICE)).isEqualTo(SeenFrom.NOWHERE);
    }

    @Test
    void theWorkloadIsTheCallersNotThatOfWhomItActedAs() {
        commit("1", bot("web-1", "n1").impersonating("alice", "devs"));
        assertThat(store.seenFrom(BOT).pods()).containsExactly("web-1");
        assertThat(store.seenFrom(ALICE)).isEqualTo(SeenFrom.NOWHERE);
    }

    @Test
    void onlyTheLatestOfManyPodsAreKeptHoweverTheyCome() {
        List<EventJson> events = new ArrayList<>();
        for (int i = 0; i < 2 * SeenFrom.KEPT; i++) {
            events.add(bot("web-" + i, "n1").at("2026-11-22T%02d:%02d:00Z".formatted(i / 60, i % 60)));
        }
        commit("1", events.toArray(EventJson[]::new));
        SeenFrom together = store.seenFrom(BOT);
        assertThat(together.pods())
                .hasSize(SeenFrom.KEPT)
                .startsWith("web-127", "web-126")
                .endsWith("web-64");
        store.close();
        store = JdbcStore.open(database("other"), Limits.DEFAULT);
        for (EventJson event : events.reversed()) {
            commit(event.line(), event);
        }
        assertThat(store.seenFrom(BOT)).isEqualTo(together);
    }

    @Test
    void theWorkloadIsExportedAndImported() throws IOException, ImportException {
        commit("1", bot("web-1", "n1"));
        StringBuilder exported = new StringBuilder();
        store.exportTo(exported);
        assertThat(exported).contains("\"kind\":\"pod\",\"name\":\"web-1\",\"last_seen\":1795326000123456");
        try (UsageStore other = JdbcStore.open(database("other"), Limits.DEFAULT)) {
            other.importFrom(new StringReader(exported.toString()));
            assertThat(other.seenFrom(BOT)).isEqualTo(new SeenFrom(List.of("web-1"), List.of("n1")));
        }
    }

    private static EventJson bot(String pod, String node) {
        return event().raw("user", """
                {"username":"system:serviceaccount:team:bot","groups":["system:serviceaccounts"],\
                "extra":{"authentication.kubernetes.io/credential-id":["JTI=1"],\
                "authentication.kubernetes.io/node-name":["%s"],"authentication.kubernetes.io/pod-name":["%s"]}}""".formatted(node, pod));
    }
}
