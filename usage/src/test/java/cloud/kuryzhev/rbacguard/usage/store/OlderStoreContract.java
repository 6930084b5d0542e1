package cloud.kuryzhev.rbacguard.usage.store;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What an older version kept is carried over. */
abstract class OlderStoreContract extends BoundsContract {

    @Test
    void aStoreFromBeforeDaysWereKeptOpenSaysTheSameAndGoesOn() throws IOException, ImportException, SQLException {
        commit("1", event().at("2026-11-21T05:40:00Z"), event(), event().forbidden());
        Database older = database("older");
        Flyway.configure()
                .dataSource(older.source())
                .locations("classpath:db/usage")
                .placeholders(older.dialect())
                .target("2")
                .load()
                .migrate();
        fill(older);
        try (UsageStore carried = JdbcStore.open(older, Limits.DEFAULT)) {
            StringBuilder exported = new StringBuilder();
            carried.dump(exported);
            assertThat(exported.toString().lines().filter(line -> line.contains("username")))
                    .containsExactlyElementsOf(dump().lines()
                            .filter(line -> line.contains("username"))
                            .toList());
            commit("2", event(), event().at("2026-11-21T06:40:00Z"));
            carried.commit(new Checkpoint("a", "2"), batch(event(), event().at("2026-11-21T06:40:00Z")));
            assertThat(carried.snapshot().bySubject())
                    .isEqualTo(store.snapshot().bySubject());
            assertThat(days(carried)).isEqualTo(days(store)).hasSize(3);
        }
    }

    private static List<String> days(UsageStore store) throws IOException {
        StringBuilder exported = new StringBuilder();
        store.dump(exported);
        return exported.toString()
                .lines()
                .filter(line -> line.contains("\"day\""))
                .toList();
    }

    /** With what the tables had for the same events. */
    private static void fill(Database older) throws SQLException {
        Numbers numbers = new Numbers();
        long alice = numbers.of("alice");
        long pod = new Names(new Written()).number(GET_WEB);
        try (Connection connection = older.connect()) {
            Sql.update(connection, "INSERT INTO subject (id, username) VALUES (?, 'alice')", alice);
            Sql.update(connection, "INSERT INTO subject_group (subject_id, name) VALUES (?, 'devs')", alice);
            Sql.update(connection, "INSERT INTO permission VALUES (?, 'team', '', 'pods', 'web', '', 'get')", pod);
            long first = Micros.of(Instant.parse("2026-11-21T05:40:00Z"));
            long last = Micros.of(Instant.parse("2026-11-22T05:40:00.123456Z"));
            Sql.update(connection, "INSERT INTO usage VALUES (?, ?, 0, ?, ?, 0, 2)", alice, pod, first, last);
            Sql.update(connection, "INSERT INTO usage VALUES (?, ?, 1, ?, ?, 0, 1)", alice, pod, last, last);
            Sql.update(connection, "INSERT INTO usage_day VALUES (?, ?, 0, 20778, 0, 1)", alice, pod);
            Sql.update(connection, "INSERT INTO usage_day VALUES (?, ?, 0, 20779, 0, 1)", alice, pod);
            Sql.update(connection, "INSERT INTO usage_day VALUES (?, ?, 1, 20779, 0, 1)", alice, pod);
        }
    }

    @Test
    void whatWasImportedGoesOnOnTheSameDay() throws IOException, ImportException {
        commit("1", event());
        StringBuilder exported = new StringBuilder();
        store.exportTo(exported);
        try (UsageStore other = JdbcStore.open(database("other"), Limits.DEFAULT)) {
            other.importFrom(new StringReader(exported.toString()));
            other.commit(new Checkpoint("a", "2"), batch(event()));
            assertThat(days(other)).singleElement().asString().contains("\"day\":20779,\"started\":0,\"ended\":2}");
        }
    }

    @Test
    void whatComesLateIsCountedOnItsOwnDay() throws IOException {
        commit("1", event());
        commit("2", event().at("2026-11-21T05:40:00Z"), event());
        commit("3", event().at("2026-11-24T05:40:00Z"), event());
        commit("4", event().at("2026-11-21T05:40:00Z"), event().at("2026-11-24T05:40:00Z"));
        assertThat(days(store))
                .satisfiesExactly(
                        day -> assertThat(day).contains("\"day\":20778,\"started\":0,\"ended\":2}"),
                        day -> assertThat(day).contains("\"day\":20779,\"started\":0,\"ended\":3}"),
                        day -> assertThat(day).contains("\"day\":20781,\"started\":0,\"ended\":2}"));
    }
}
