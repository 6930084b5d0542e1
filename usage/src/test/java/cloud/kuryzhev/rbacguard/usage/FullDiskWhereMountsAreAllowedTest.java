package cloud.kuryzhev.rbacguard.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cloud.kuryzhev.rbacguard.usage.file.AuditLogTail;
import cloud.kuryzhev.rbacguard.usage.kafka.Broker;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel says that the disk is full, on a file system of 16 MB that a process has for itself. */
class FullDiskWhereMountsAreAllowedTest {

    private static final String MOUNTED = "mount -t tmpfs -o size=16m none \"$0\" && exec \"$@\"";
    private static final int LINES = 8_000;

    @TempDir
    private Path directory;

    private Path disk;
    private Path log;

    @BeforeEach
    void smallDisk() throws IOException, InterruptedException {
        disk = Files.createDirectory(directory.resolve("disk"));
        log = directory.resolve("audit.log");
        List<String> lines = AuditLog.lines(20261122, LINES).stream()
                .filter(line -> line.endsWith("}")) // half a line cannot be in a list
                .toList();
        Files.write(log, lines);
        assumeTrue(run(List.of("true")).waitFor() == 0, "needs a mount namespace of one's own");
    }

    @Test
    void aLogFileWaitsUntilTheStoreHasRoom() throws IOException, InterruptedException {
        assertSaysSoAndLosesNothing("cannot write to the usage store", "file");
    }

    @Test
    void aBatchOfTheWebhookIsRefusedAndTakenWhenItComesAgain() throws IOException, InterruptedException {
        assertSaysSoAndLosesNothing("refused for now", "webhook");
    }

    @Test
    void kafkaWaitsUntilTheStoreHasRoom() throws IOException, InterruptedException {
        try (Broker broker = new Broker(1)) {
            broker.sendAll(Files.readAllLines(log), 1);
            assertSaysSoAndLosesNothing("cannot write to the usage store", "kafka", broker.address(), broker.topic());
        }
    }

    private void assertSaysSoAndLosesNothing(String complaint, String kind, String... more)
            throws IOException, InterruptedException {
        List<String> java = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SmallDisk.class.getName(),
                disk.toString(),
                kind,
                log.toString()));
        java.addAll(List.of(more));
        Process process = run(java);
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as(this::output).isTrue();
            assertThat(output()).contains(complaint).endsWith(uninterrupted());
        } finally {
            process.destroyForcibly();
        }
    }

    private Process run(List<String> program) {
        List<String> command =
                new ArrayList<>(List.of("unshare", "--mount", "--map-root-user", "sh", "-c", MOUNTED, disk.toString()));
        command.addAll(program);
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("output").toFile())
                    .start();
        } catch (IOException e) {
            return abort("needs unshare of util-linux: " + e.getMessage());
        }
    }

    private String output() {
        try {
            return Files.readString(directory.resolve("output"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String uninterrupted() throws IOException {
        try (UsageStore store = UsageStore.sqlite(directory.resolve("uninterrupted.db"));
                AuditLogTail tail = new AuditLogTail(log, store, AuditLogTail.Options.DEFAULT, Clock.systemUTC())) {
            while (tail.poll()) {}
            return StoredUsage.of(store);
        }
    }
}
