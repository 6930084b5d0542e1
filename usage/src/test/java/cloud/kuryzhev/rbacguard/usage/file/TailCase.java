package cloud.kuryzhev.rbacguard.usage.file;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A log, a store and the tail between them, with the words to describe what happens to the log. */
abstract class TailCase {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-01T00:00:00Z"), ZoneOffset.UTC);
    static final AuditLogTail.Options SMALL = new AuditLogTail.Options(2000, 3, Duration.ofSeconds(10));

    @TempDir
    Path directory;

    Path live;
    UsageStore store;
    AuditLogTail tail;
    int rotations;

    @BeforeEach
    void open() {
        live = directory.resolve("audit.log");
        store = UsageStore.sqlite(directory.resolve("usage.db"));
        tail = new AuditLogTail(live, store, SMALL, CLOCK);
    }

    @AfterEach
    void close() throws IOException {
        tail.close();
        store.close();
    }

    String source() {
        return "file:" + live;
    }

    static Instant time(int second) {
        return Instant.parse("2026-11-22T05:40:00Z").plusSeconds(second);
    }

    static String line(int number) {
        return event().at(time(number).toString())
                .put("auditID", "id-" + number)
                .line();
    }

    void append(int... numbers) throws IOException {
        for (int number : numbers) {
            write(line(number) + "\n");
        }
    }

    void write(String text) throws IOException {
        Files.writeString(live, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        touch(live);
    }

    /** Rotations are apart in time, which the kernel's clock ticks do not tell in a test. */
    void touch(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(time(rotations)));
    }

    Path rotate() throws IOException {
        Path rotated = directory.resolve("audit-2026-11-22T05-40-%02d.000.log".formatted(rotations++));
        return Files.move(live, rotated);
    }

    void restart() throws IOException {
        tail.close();
        tail = new AuditLogTail(live, store, SMALL, CLOCK);
    }

    void drain() throws IOException {
        for (int polls = 0; tail.poll(); polls++) {
            assertThat(polls).as("polls without an end").isLessThan(1000);
        }
    }

    void assertSeen(long count) throws IOException {
        drain();
        Seen seen = store.snapshot()
                .of(new Subject.User("alice"))
                .used()
                .get(new OnResource("get", "", "pods", "web", "team"));
        assertThat(Optional.ofNullable(seen).map(Seen::count).orElse(0L)).isEqualTo(count);
    }

    void assertGapless(int first, int last) {
        Coverage coverage = store.snapshot().coverage();
        assertThat(coverage.from()).isEqualTo(time(first));
        assertThat(coverage.to()).isEqualTo(time(last));
    }
}
