package cloud.kuryzhev.rbacguard.usage.file;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kuryzhev.rbacguard.usage.store.UsageStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AuditLogTailTest extends TailCase {

    @Test
    void aFileThatDoesNotExistYetIsWaitedFor() throws IOException {
        assertThat(tail.poll()).isFalse();
        append(1);
        assertSeen(1);
    }

    @Test
    void aDirectoryThatDoesNotExistYetIsWaitedForToo() throws IOException {
        try (AuditLogTail elsewhere = new AuditLogTail(directory.resolve("later/audit.log"), store, SMALL, CLOCK)) {
            assertThat(elsewhere.poll()).isFalse();
        }
    }

    @Test
    void readsInBatchesAndSaysWhenThereIsNoMore() throws IOException {
        append(1, 2, 3, 4);
        assertThat(tail.poll()).isTrue();
        assertThat(store.lines(source())).containsEntry("used", 3L);
        assertThat(tail.progress().bytesBehind()).isPositive();
        assertThat(tail.poll()).isTrue();
        assertThat(tail.poll()).isFalse();
        assertThat(tail.progress().lines()).isEqualTo(Map.of("used", 4L));
        assertThat(tail.progress().lastEvent()).contains(time(4));
        assertThat(tail.progress().bytesBehind()).isZero();
    }

    @Test
    void aBatchThatTakesTooLongIsCommitted() throws IOException {
        var impatient = new AuditLogTail.Options(2000, 100_000, Duration.ofSeconds(-1));
        for (int i = 0; i < 300; i++) {
            append(i);
        }
        try (AuditLogTail hasty = new AuditLogTail(live, store, impatient, CLOCK)) {
            assertThat(hasty.poll()).isTrue();
            assertThat(store.lines(source())).containsEntry("used", 256L);
        }
    }

    @Test
    void aHalfLineWaitsForItsRest() throws IOException {
        String line = line(1);
        write(line.substring(0, 50));
        assertSeen(0);
        write(line.substring(50));
        assertSeen(0);
        write("\n");
        assertSeen(1);
    }

    @Test
    void aHalfLineIsReadWholeAfterARestart() throws IOException {
        append(1);
        write(line(2).substring(0, 50));
        assertSeen(1);
        restart();
        write(line(2).substring(50) + "\n");
        assertSeen(2);
    }

    @Test
    void malformedLinesAreCountedAndTheRestGoesOn() throws IOException {
        append(1);
        write("not json\n\n[]\n{\"kind\":\"Event\"}\n");
        write("{\"padding\":\"" + "x".repeat(5000) + "\"}\n");
        write(event().at("1970-01-01T00:00:00Z").line() + "\n"
                + event().at("2099-01-01T00:00:00Z").line() + "\n");
        append(2);
        drain();
        assertThat(store.lines(source()))
                .isEqualTo(new TreeMap<>(Map.of(
                        "used", 2L,
                        "blank", 1L,
                        "malformed:not_json", 1L,
                        "malformed:not_an_event", 2L,
                        "malformed:line_too_long", 1L,
                        "malformed:implausible_time", 2L)));
        assertGapless(1, 2);
        assertThat(tail.poll()).isFalse();
    }

    @Test
    void aStoreThatFailsLosesNothingAndCountsNothingTwice() throws IOException {
        FailingStore failing = new FailingStore(store);
        tail = new AuditLogTail(live, failing, SMALL, CLOCK);
        append(1, 2);
        failing.before = true;
        assertThatThrownBy(() -> tail.poll()).isInstanceOf(UsageStoreException.class);
        append(3);
        assertThatThrownBy(() -> tail.poll()).isInstanceOf(UsageStoreException.class);
        failing.before = false;
        assertSeen(3);

        append(4);
        failing.after = true;
        assertThatThrownBy(() -> tail.poll()).isInstanceOf(UsageStoreException.class);
        failing.after = false;
        append(5);
        assertSeen(5);
        assertThat(tail.progress().lines()).containsEntry("used", 5L);
    }

    @Test
    void anUnreadableFileLosesNothing() throws IOException {
        append(1);
        assertSeen(1);
        append(2);
        rotate();
        Path target = directory.resolve("elsewhere");
        Files.createSymbolicLink(live, target);
        Files.createSymbolicLink(target, live);
        assertThatThrownBy(this::drain).isInstanceOf(IOException.class);
        Files.delete(live);
        append(3);
        assertSeen(3);
    }
}
