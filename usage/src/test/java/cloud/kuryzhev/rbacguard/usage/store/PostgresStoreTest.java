package cloud.kuryzhev.rbacguard.usage.store;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.policy.usage.SubjectUsage;
import cloud.kuryzhev.rbacguard.usage.EventJson;
import cloud.kuryzhev.rbacguard.usage.TestPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PostgresStoreTest extends StoreContract {

    private static final int REPLICAS = 3;
    private static final int COMMITS = 15;

    private final Map<String, String> urls = new ConcurrentHashMap<>();

    @Override
    Database database(String name) {
        return PostgresDatabase.of(urls.computeIfAbsent(name, _ -> TestPostgres.newDatabase()));
    }

    @Test
    void replicasThatCommitTheSamePermissionsNeitherBlockEachOtherForEverNorLoseCounts()
            throws InterruptedException, ExecutionException {
        List<Future<?>> replicas = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int replica = 0; replica < REPLICAS; replica++) {
                int number = replica;
                replicas.add(threads.submit(() -> commitMany(number)));
            }
        }
        for (Future<?> replica : replicas) {
            replica.get();
        }
        long requests = store.snapshot().bySubject().values().stream()
                .map(SubjectUsage::used)
                .flatMap(used -> used.values().stream())
                .mapToLong(Seen::count)
                .sum();
        assertThat(requests).isEqualTo((long) REPLICAS * COMMITS * 200);
        assertThat(store.snapshot().bySubject()).hasSize(10);
    }

    private void commitMany(int replica) {
        Random random = new Random(replica);
        try (UsageStore mine = JdbcStore.open(database("usage"), Limits.DEFAULT)) {
            for (int commit = 0; commit < COMMITS; commit++) {
                EventJson[] events = random.ints(200, 0, 100)
                        .mapToObj(i -> event().user("user-" + i % 10, "devs").request("get", "/path/" + i / 10))
                        .map(e -> e.without("objectRef"))
                        .toArray(EventJson[]::new);
                mine.commit(new Checkpoint("replica-" + replica, Integer.toString(commit)), batch(events));
            }
        }
    }

    @Test
    void aStoreMovesFromSqliteToPostgres() throws IOException, ImportException {
        StringBuilder exported = new StringBuilder();
        Path file = directory.resolve("usage.db");
        try (UsageStore sqlite = UsageStore.sqlite(file)) {
            sqlite.commit(
                    new Checkpoint("a", "1"), batch(event(), event().forbidden(), event().user("zoë", "Ä", "a", "B")));
            sqlite.exportTo(exported);
        }
        store.importFrom(new StringReader(exported.toString()));
        StringBuilder again = new StringBuilder();
        store.exportTo(again);
        assertThat(again).hasToString(exported.toString());
        commit("2", event());
        assertThat(store.lines("a")).containsEntry("used", 3L);
    }

    @Test
    void aRestartedServerLosesNothing() throws IOException {
        Path data = directory.resolve("data");
        int port;
        UsageStore durable;
        try (EmbeddedPostgres first = TestPostgres.on(data, 0)) {
            port = first.getPort();
            durable = UsageStore.open(first.getJdbcUrl("postgres", "postgres"));
            durable.commit(new Checkpoint("a", "1"), batch(event()));
        }
        try (durable) {
            assertThatThrownBy(() -> durable.commit(new Checkpoint("a", "2"), batch(event())))
                    .isInstanceOf(UsageStoreException.class);
            try (EmbeddedPostgres _ = TestPostgres.on(data, port)) {
                assertThat(durable.checkpoint("a")).contains(new Checkpoint("a", "1"));
                durable.commit(new Checkpoint("a", "2"), batch(event()));
                assertThat(durable.lines("a")).isEqualTo(Map.of("used", 2L));
            }
        }
    }

    @Test
    void noPasswordIsShown() {
        assertThatThrownBy(() -> UsageStore.open("jdbc:postgresql://localhost:1/usage?user=me&password=hunter2"))
                .isInstanceOf(UsageStoreException.class)
                .hasMessageContaining("localhost:1/usage")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    }
}
