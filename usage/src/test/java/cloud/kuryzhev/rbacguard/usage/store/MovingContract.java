package cloud.kuryzhev.rbacguard.usage.store;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static cloud.kuryzhev.rbacguard.usage.EventJson.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is in a store outlives the process and the database. */
abstract class MovingContract extends RbacWriteContract {

    @Test
    void whatIsExportedCanBeImportedAndIsTheSame() throws IOException, ImportException {
        commit("1", event(), event().forbidden(), watch("ResponseStarted"), request("get", "/healthz?a=b", 200));
        store.commit(new Checkpoint("b", "a \"position\""), batch(event().user("ünïcode", "g1", "g2")));
        store.commit(new Checkpoint("b", "2"), new Batch(Optional.of(GapCause.LOG_GONE)));
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
}
