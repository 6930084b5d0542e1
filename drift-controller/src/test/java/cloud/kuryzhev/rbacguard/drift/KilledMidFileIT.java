package cloud.kuryzhev.rbacguard.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.testbed.ChildProcess;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.TcpGate;
import cloud.kuryzhev.rbacguard.testbed.User;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import cloud.kuryzhev.rbacguard.usage.AuditLog;
import cloud.kuryzhev.rbacguard.usage.file.AuditLogTail;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API server is out of reach all the while: usage does not need it. */
@WithControlPlane
class KilledMidFileIT {

    private static final int PARTS = 10;
    private static final int LINES = 8_000;

    @Test
    void usageAfterAKillEqualsUsageOfAnUninterruptedRun(ControlPlane plane, @TempDir Path directory)
            throws IOException {
        Path log = directory.resolve("audit.log");
        // each seed's lines begin at the same time, so that none lies in the future
        LongStream.range(0, PARTS).forEach(seed -> append(log, AuditLog.lines(seed, LINES)));
        long all = (long) PARTS * LINES;
        try (TcpGate gate = plane.gate()) {
            gate.shut();
            User auditor =
                    plane.serviceAccount(Installation.NAMESPACE, "rbac-auditor").through(gate);

            try (ChildProcess first = Jar.start(auditor, log, directory, "first")) {
                awaitLines(directory, 1);
                first.kill();
            }
            assertThat(stored(directory)).isBetween(1L, all - 1);
            append(log, AuditLog.lines(PARTS, LINES));

            try (ChildProcess _ = Jar.start(auditor, log, directory, "second")) {
                awaitLines(directory, all + LINES);
            }
        }
        assertThat(dump(directory.resolve("usage.db"))).isEqualTo(uninterrupted(log, directory));
    }

    private static void append(Path log, List<String> lines) {
        try {
            Files.write(log, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitLines(Path directory, long lines) {
        await().atMost(Duration.ofMinutes(2))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> stored(directory) >= lines);
    }

    /** Lines in the store that another process writes; 0 before it has made the store. */
    private static long stored(Path directory) {
        String url = "jdbc:sqlite:file:" + directory.resolve("usage.db") + "?mode=ro";
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var sum = statement.executeQuery("SELECT SUM(count) FROM source_lines")) {
            return sum.getLong(1);
        } catch (SQLException _) {
            return 0;
        }
    }

    private static String uninterrupted(Path log, Path directory) throws IOException {
        Path file = directory.resolve("uninterrupted.db");
        try (UsageStore store = UsageStore.sqlite(file);
                var tail = new AuditLogTail(log, store, AuditLogTail.Options.DEFAULT, Clock.systemUTC())) {
            boolean more = true;
            while (more) {
                more = tail.poll();
            }
        }
        return dump(file);
    }

    private static String dump(Path file) throws IOException {
        var text = new StringBuilder();
        try (UsageStore store = UsageStore.sqlite(file)) {
            store.dump(text);
        }
        return text.toString();
    }
}
