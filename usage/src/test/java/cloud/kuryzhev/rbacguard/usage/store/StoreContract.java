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
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store does, whatever database it is in. */
abstract class StoreContract {

    private static final Subject ALICE = new Subject.User("alice");
    private static final Permission GET_WEB = new OnResource("get", "", "pods", "web", "team");
    private static final AuditLineReader READER = new AuditLineReader(1 << 20);

    @TempDir
    Path directory;

    UsageStore store;

    /** The database called {@code name} of this test. */
    abstract Database database(String name);

    @BeforeEach
    void open() {
        store = JdbcStore.open(database("usage"), Limits.DEFAULT);
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
        store = JdbcStore.open(database("other"), Limits.DEFAULT);
        commit("1", request("get", "/healthz", 200), event());
        assertThat(dump()).isEqualTo(oneWay);
    }

    @Test
    void whatIsExportedCanBeImportedAndIsTheSame() throws IOException, ImportException {
        commit("1", event(), event().forbidden(), watch("ResponseStarted"), request("get", "/healthz?a=b", 200));
        store.commit(new Checkpoint("b", "a \"position\""), batch(event().user("ünïcode", "g1", "g2")));
        store.commit(new Checkpoint("b", "2"), new Batch(true));
        StringBuilder exported = new StringBuilder();
        store.exportTo(exported);
        String before = dump();
        try (UsageStore other = JdbcStore.open(database("other"), Limits.DEFAULT)) {
            assertThat(other.importFrom(new StringReader(exported.toString())))
                    .isEqualTo(exported.chars().filter(c -> c == '\n').count());
            StringBuilder again = new StringBuilder();
            other.exportTo(again);
            assertThat(again).hasToString(exported.toString());
            assertThat(exported.toString()).endsWith(before);
            assertThat(other.snapshot()).isEqualTo(store.snapshot());
            other.commit(new Checkpoint("b", "3"), batch(event()));
            assertThat(other.checkpoint("b")).contains(new Checkpoint("b", "3"));
        }
    }

    @Test
    void anImportThatIsNoExportNamesTheLineAndImportsNothing() {
        String good = "{\"source\":\"a\",\"position\":\"1\"}\n";
        assertRefused(good + "{\"source\":", "line 2", "not JSON");
        assertRefused(good + good, "line 2", "cannot be stored");
        assertRefused(good + "{\"source\":\"a\",\"place\":\"1\"}\n", "line 2", "place");
        assertRefused(good + good.replace("\"1\"", "[1]"), "line 2", "position is neither");
        assertRefused("\n" + good, "line 1", "not one JSON object");
        assertRefused(good + "x".repeat(300_000), "line 2", "longer than");
    }

    @Test
    void onlyAnEmptyStoreIsImportedInto() {
        commit("1", event());
        assertThatThrownBy(() -> store.importFrom(new StringReader("")))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("not empty");
    }

    private void assertRefused(String text, String... why) {
        assertThatThrownBy(() -> store.importFrom(new StringReader(text)))
                .isInstanceOf(ImportException.class)
                .hasMessageContainingAll(why);
        assertThat(store.checkpoint("a")).isEmpty();
    }

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
            rival.commit(new Checkpoint("a", "1"), new Batch(false));
        }
        assertThatThrownBy(() -> commit("1", get("x").user("bob", "devs"))).isInstanceOf(SourceMovedException.class);
        store.checkpoint("a");
        commit("2", get("a"));
        assertThat(used()).containsOnlyKeys(pod("a"));
    }

    @Test
    void ofTwoWhoReadTheSameSourceOneCommitsAndTheOtherLearnsOfIt() {
        try (UsageStore rival = JdbcStore.open(database("usage"), Limits.DEFAULT)) {
            assertThat(store.checkpoint("a")).isEmpty();
            assertThat(rival.checkpoint("a")).isEmpty();
            commit("1", event());
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> rival.commit(new Checkpoint("a", "1"), batch(event())))
                        .isInstanceOf(SourceMovedException.class)
                        .hasMessageContaining("the source a ");
            }
            assertThat(rival.checkpoint("a")).contains(new Checkpoint("a", "1"));
            rival.commit(new Checkpoint("a", "2"), batch(event()));
            assertThatThrownBy(() -> commit("2", event())).isInstanceOf(SourceMovedException.class);
        }
        assertThat(store.lines("a")).isEqualTo(Map.of("used", 2L));
        assertThat(used().get(GET_WEB)).extracting(Seen::count).isEqualTo(2L);
    }

    @Test
    void ofSeveralPositionsAllMoveOrNone() {
        store.checkpoint("p1");
        try (UsageStore rival = JdbcStore.open(database("usage"), Limits.DEFAULT)) {
            rival.commit(new Checkpoint("p1", "5"), batch(event()));
        }
        List<Checkpoint> both = List.of(new Checkpoint("p0", "1"), new Checkpoint("p1", "1"));
        assertThatThrownBy(() -> store.commit(both, batch(event()))).isInstanceOf(SourceMovedException.class);
        assertThat(store.checkpoint("p0")).isEmpty();
        assertThat(store.lines("p0")).isEmpty();
    }

    @Test
    void charactersThatNoDatabaseKeepsAreReplaced() {
        commit("1", request("get", "/a%00b", 200), request("get", "/\\ud800", 200));
        assertThat(used())
                .containsOnlyKeys(new Permission.OnUrl("get", "/a\uFFFDb"), new Permission.OnUrl("get", "/\uFFFD"));
    }

    private void limited(Limits limits) {
        store.close();
        store = JdbcStore.open(database("usage"), limits);
    }

    private SortedMap<Permission, Seen> used() {
        return store.snapshot().of(ALICE).used();
    }

    private static EventJson get(String name) {
        return event().request("get", "/api/v1/namespaces/team/pods/" + name).object("", "pods", "", "team", name);
    }

    private static Permission pod(String name) {
        return new OnResource("get", "", "pods", name, "team");
    }

    private static EventJson watch(String stage) {
        return event().request("watch", "/api/v1/pods")
                .object("", "pods", "", "", "")
                .stage(stage);
    }

    private long watchesSeen() {
        return store.snapshot().of(ALICE).used().values().iterator().next().count();
    }

    void commit(String position, EventJson... events) {
        store.commit(new Checkpoint("a", position), batch(events));
    }

    static Batch batch(EventJson... events) {
        Batch batch = new Batch(false);
        for (EventJson event : events) {
            batch.add(READER.read(ByteBuffer.wrap(event.line().getBytes(StandardCharsets.UTF_8))));
        }
        return batch;
    }

    String dump() throws IOException {
        StringBuilder text = new StringBuilder();
        store.dump(text);
        return text.toString();
    }
}
