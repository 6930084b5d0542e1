package cloud.kuryzhev.rbacguard.usage.store;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.DayOfUse;
import cloud.kuryzhev.rbacguard.usage.EventJson;
import java.io.IOException;
import java.io.StringReader;
import java.time.LocalDate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much a subject asked for by day. */
abstract class DaysContract extends TwinsContract {

    private static final int MANY = 1_000;

    @Test
    void requestsAndRefusalsAreCountedByDayOverAllPermissions() {
        commit(
                "1",
                event().at("2026-11-20T00:00:00Z"),
                event().at("2026-11-20T23:59:59.999999Z").forbidden(),
                watch("ResponseStarted").at("2026-11-20T12:00:00Z"),
                watch("ResponseComplete").at("2026-11-20T12:05:00Z"),
                event().at("2026-11-22T00:00:00Z"));
        assertThat(store.days(ALICE, MANY)).containsExactly(day("2026-11-20", 3, 1), day("2026-11-22", 1, 0));
        assertThat(store.days(new Subject.User("bob"), MANY)).isEmpty();
    }

    @Test
    void whatComesLateForADayThatIsClosedCountsOnIt() {
        commit("1", event().at("2026-11-20T10:00:00Z"));
        commit("2", event().at("2026-11-21T10:00:00Z"));
        commit("3", event().at("2026-11-20T11:00:00Z"), event().user("bob", "devs"));
        assertThat(store.days(ALICE, MANY)).containsExactly(day("2026-11-20", 2, 0), day("2026-11-21", 1, 0));
    }

    @Test
    void aDayThatWasClosedByAnImportGoesOn() throws IOException, ImportException {
        commit("1", event().at("2026-11-20T10:00:00Z"));
        var exported = new StringBuilder();
        store.exportTo(exported);
        store.close();
        store = JdbcStore.open(database("other"), Limits.DEFAULT);
        store.importFrom(new StringReader(exported.toString()));
        assertThat(store.checkpoint("a")).isPresent();
        commit("2", event().at("2026-11-20T11:00:00Z"));
        assertThat(store.days(ALICE, MANY)).containsExactly(day("2026-11-20", 2, 0));
    }

    @Test
    void ofManyDaysTheNewestAreToldTheOldestOfThemFirst() {
        commit(
                "1",
                IntStream.rangeClosed(1, 9)
                        .mapToObj(it -> event().at("2026-11-0" + it + "T10:00:00Z"))
                        .toArray(EventJson[]::new));
        assertThat(store.days(ALICE, 2)).containsExactly(day("2026-11-08", 1, 0), day("2026-11-09", 1, 0));
    }

    private static DayOfUse day(String date, long requests, long denied) {
        return new DayOfUse(LocalDate.parse(date), requests, denied);
    }
}
