package cloud.kuryzhev.rbacguard.usage.store;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kuryzhev.rbacguard.usage.EventJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SqliteStoreTest extends StoreContract {

    @Override
    Database database(String name) {
        return SqliteDatabase.of(directory.resolve(name + ".db"), Duration.ofMillis(50));
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
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
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

    @Test
    void aBackupIsAStoreOfItsOwn() throws IOException {
        commit("1", event(), event().forbidden());
        Path copy = directory.resolve("backup.db");
        store.backup(copy);
        String before = dump();
        commit("2", event());
        try (UsageStore restored = UsageStore.sqlite(copy)) {
            StringBuilder text = new StringBuilder();
            restored.dump(text);
            assertThat(text).hasToString(before);
            assertThat(restored.checkpoint("a")).contains(new Checkpoint("a", "1"));
        }
        assertThatThrownBy(() -> store.backup(copy))
                .isInstanceOf(UsageStoreException.class)
                .hasMessageContaining("backup.db");
    }

    @Test
    void aFullDiskCommitsNothingAndEverythingOnceThereIsRoom() throws SQLException {
        commit("1", event());
        store.close();
        SqliteDatabase database = SqliteDatabase.of(directory.resolve("usage.db"), Duration.ofMillis(50));
        LimitedSource disk = new LimitedSource(database.source());
        store = JdbcStore.open(new SqliteDatabase(database.file(), disk), Limits.DEFAULT);
        disk.maxPages = 30;
        EventJson[] many = IntStream.range(0, 2_000)
                .mapToObj(i -> event().user("user-" + i, "devs"))
                .toArray(EventJson[]::new);
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThatThrownBy(() -> commit("2", many))
                    .isInstanceOf(UsageStoreException.class)
                    .hasMessageContaining("full");
            assertThat(store.checkpoint("a")).contains(new Checkpoint("a", "1"));
        }
        disk.maxPages = 100_000;
        commit("2", many);
        assertThat(store.lines("a")).isEqualTo(Map.of("used", 2_001L));
        assertThat(store.snapshot().bySubject()).hasSize(2_001);
    }
}
