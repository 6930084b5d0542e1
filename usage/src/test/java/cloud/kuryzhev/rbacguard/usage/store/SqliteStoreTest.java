package cloud.kuryzhev.rbacguard.usage.store;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static cloud.kuryzhev.rbacguard.usage.EventJson.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.policy.usage.SubjectUsage;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import cloud.kuryzhev.rbacguard.usage.EventJson;
import cloud.kuryzhev.rbacguard.usage.event.AuditLineReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {

    private static final Subject ALICE = new Subject.User("alice");
    private static final Permission GET_WEB = new OnResource("get", "", "pods", "web", "team");
    private static final AuditLineReader READER = new AuditLineReader(1 << 20);

    @TempDir
    private Path directory;

    private UsageStore store;

    @BeforeEach
    void open() {
        store = JdbcStore.open(SqliteDatabase.of(directory.resolve("usage.db"), Duration.ofMillis(50)));
    }

    @AfterEach
    void close() {
        store.close();
    }

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
        store.commit(new Checkpoint("a", "2"), new Batch(true));
        assertThat(store.snapshot().coverage()).isEqualTo(Coverage.NONE);
        commit("3", event().at("2026-11-23T00:00:00Z"));
        assertThat(store.snapshot().coverage().from()).isEqualTo(Instant.parse("2026-11-23T00:00:00Z"));
        assertThat(store.snapshot().of(ALICE).used().get(GET_WEB))
                .extracting(Seen::count)
                .isEqualTo(2L);
    }

    @Test
    void severalPositionsMoveTogetherAndTheLinesAreTheFirstOnes() {
        store.commit(List.of(new Checkpoint("topic", "2"), new Checkpoint("topic/1", "7")), batch(event()));
        assertThat(store.checkpoint("topic/1")).contains(new Checkpoint("topic/1", "7"));
        assertThat(store.lines("topic")).isEqualTo(Map.of("used", 1L));
        assertThat(store.lines("topic/1")).isEmpty();
        assertThat(store.snapshot().coverage().events()).isEqualTo(1);
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
    void everythingIsThereAfterReopening() throws IOException {
        commit("1", event(), event().forbidden());
        String before = dump();
        close();
        open();
        assertThat(dump()).isEqualTo(before).contains("\"verb\":\"get\"");
        assertThat(store.checkpoint("a")).contains(new Checkpoint("a", "1"));
    }

    @Test
    void theDumpDoesNotDependOnTheOrderOfArrival() throws IOException {
        commit("1", event(), request("get", "/healthz", 200));
        String oneWay = dump();
        close();
        store = JdbcStore.open(SqliteDatabase.of(directory.resolve("other.db"), Duration.ofMillis(50)));
        commit("1", request("get", "/healthz", 200), event());
        assertThat(dump()).isEqualTo(oneWay);
    }

    @Test
    void aLockedStoreCommitsNothingAndWorksAgainAfterwards() throws SQLException {
        commit("1", event());
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("usage.db"));
                Statement sql = other.createStatement()) {
            sql.execute("BEGIN IMMEDIATE");
            assertThatThrownBy(() -> commit("2", event()))
                    .isInstanceOf(UsageStoreException.class)
                    .hasMessageContaining("usage.db")
                    .hasMessageContaining("locked");
            assertThat(store.checkpoint("a")).contains(new Checkpoint("a", "1"));
        }
        commit("2", event());
        assertThat(store.lines("a")).isEqualTo(Map.of("used", 2L));
    }

    @Test
    void aDamagedFileIsRefusedWithWhatToDo() throws IOException {
        commit("1", event());
        close();
        Path file = directory.resolve("usage.db");
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 4096; i < bytes.length; i++) {
            bytes[i] ^= 0x55;
        }
        Files.write(file, bytes);
        assertThatThrownBy(() -> UsageStore.sqlite(file))
                .isInstanceOf(UsageStoreException.class)
                .hasMessageContaining(file.toString());
        Files.delete(file);
    }

    @Test
    void namesAreStoredOnce() throws SQLException {
        commit("1", event(), event().put("verb", "delete"), event().forbidden());
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("usage.db"))) {
            long[] subjects = {0};
            Sql.query(connection, "SELECT count(*) FROM subject", row -> subjects[0] = row.getLong(1));
            assertThat(subjects[0]).isEqualTo(1);
        }
    }

    private static EventJson watch(String stage) {
        return event().request("watch", "/api/v1/pods")
                .object("", "pods", "", "", "")
                .stage(stage);
    }

    private long watchesSeen() {
        return store.snapshot().of(ALICE).used().values().iterator().next().count();
    }

    private void commit(String position, EventJson... events) {
        store.commit(new Checkpoint("a", position), batch(events));
    }

    private static Batch batch(EventJson... events) {
        Batch batch = new Batch(false);
        for (EventJson event : events) {
            batch.add(READER.read(ByteBuffer.wrap(event.line().getBytes(StandardCharsets.UTF_8))));
        }
        return batch;
    }

    private String dump() throws IOException {
        StringBuilder text = new StringBuilder();
        store.dump(text);
        return text.toString();
    }
}
