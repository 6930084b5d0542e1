package cloud.kuryzhev.rbacguard.usage.file;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import cloud.kuryzhev.rbacguard.usage.store.UsageStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTailTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-01T00:00:00Z"), ZoneOffset.UTC);
    private static final AuditLogTail.Options SMALL = new AuditLogTail.Options(2000, 3, Duration.ofSeconds(10));

    @TempDir
    private Path directory;

    private Path live;
    private UsageStore store;
    private AuditLogTail tail;
    private int rotations;

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
    void theRestOfARotatedFileComesBeforeTheNew() throws IOException {
        append(1);
        assertSeen(1);
        append(2);
        rotate();
        append(3);
        assertSeen(3);
        assertGapless(1, 3);
    }

    @Test
    void whatIsWrittenToARenamedFileUntilANewOneAppearsIsRead() throws IOException {
        append(1);
        assertSeen(1);
        Path renamed = rotate();
        assertSeen(1);
        Files.writeString(renamed, line(2) + "\n", StandardOpenOption.APPEND);
        assertSeen(2);
        append(3);
        assertSeen(3);
    }

    @Test
    void rotationsWhileNotRunningAreCaughtUpInOrder() throws IOException {
        append(1, 2);
        assertSeen(2);
        tail.close();
        append(3);
        rotate();
        append(4);
        rotate();
        append(5);
        restart();
        assertSeen(5);
        assertGapless(1, 5);
    }

    @Test
    void olderFilesAreReadFirstAtTheVeryBeginning() throws IOException {
        append(1);
        rotate();
        append(2);
        assertSeen(2);
        assertGapless(1, 2);
    }

    @Test
    void otherFilesNearbyAreNotRead() throws IOException {
        append(1);
        for (String name :
                new String[] {"audit-policy.log", "audit-webhook.log", "audit.log.gz", "audit.log.bak", "other.log"}) {
            Files.writeString(directory.resolve(name), line(2) + "\n");
        }
        Files.createDirectory(directory.resolve("audit.log.1"));
        assertSeen(1);
    }

    @Test
    void aDeletedFileIsReadToItsEndWhileItIsOpen() throws IOException {
        append(1);
        assertSeen(1);
        append(2);
        tail.poll();
        append(3);
        Path rotated = rotate();
        append(4);
        tail.poll();
        Files.delete(rotated);
        assertSeen(4);
        assertGapless(1, 4);
    }

    @Test
    void aCheckpointedFileThatIsGoneLeavesAGap() throws IOException {
        append(1);
        assertSeen(1);
        tail.close();
        append(2);
        Path lost = rotate();
        append(3);
        rotate();
        append(4);
        Files.delete(lost);
        restart();
        assertSeen(3);
        assertGapless(3, 4);
    }

    @Test
    void filesReadBeforeAGapAreNotReadAgain() throws IOException {
        append(1);
        rotate();
        append(2);
        assertSeen(2);
        tail.close();
        Path lost = rotate();
        append(3);
        Files.delete(lost);
        restart();
        assertSeen(3);
    }

    @Test
    void aFileDeletedBeforeItWasReachedLeavesAGap() throws IOException {
        append(1);
        assertSeen(1);
        append(2, 3, 4, 5);
        Path first = rotate();
        append(6);
        Path second = rotate();
        append(7);
        tail.poll();
        Files.delete(first);
        Files.delete(second);
        assertSeen(6);
        assertGapless(7, 7);
    }

    @Test
    void aGapIsStillThereAfterACrashJustBeforeIt() throws IOException {
        append(1);
        assertSeen(1);
        append(2);
        Path first = rotate();
        append(3);
        Path second = rotate();
        append(4);
        Files.delete(first);
        Files.delete(second);
        assertThat(tail.poll()).isTrue();
        assertGapless(1, 2);
        restart();
        assertSeen(3);
        assertGapless(4, 4);
    }

    @Test
    void aTruncatedFileIsReadFromItsBeginningAfterAGap() throws IOException {
        append(1, 2, 3);
        assertSeen(3);
        Files.writeString(live, "");
        assertSeen(3);
        append(4);
        assertSeen(4);
        assertGapless(4, 4);
    }

    @Test
    void aFileTruncatedAndGrownPastTheOldPlaceIsNoticed() throws IOException {
        append(1);
        assertSeen(1);
        Files.writeString(live, line(2) + "\n" + line(3) + "\n");
        assertSeen(3);
    }

    @Test
    void theCopyOfACopytruncateIsReadOn() throws IOException {
        append(1);
        assertSeen(1);
        append(2);
        Files.copy(live, directory.resolve("audit.log.1"));
        Files.writeString(live, line(3) + "\n");
        touch(live);
        assertSeen(3);
        assertGapless(1, 3);
    }

    @Test
    void aNewFileWithTheOldInodeIsNotTakenForTheOld() throws IOException {
        append(1);
        assertSeen(1);
        tail.close();
        Files.writeString(live, line(2) + "\n" + line(3) + "\n");
        restart();
        assertSeen(3);
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
    void theHalfLineAtTheEndOfARotatedFileIsCounted() throws IOException {
        append(1);
        write("{\"kind\":");
        assertSeen(1);
        rotate();
        append(2);
        assertSeen(2);
        assertThat(store.lines(source())).containsEntry("malformed:cut_off", 1L);
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

    private String source() {
        return "file:" + live;
    }

    private static Instant time(int second) {
        return Instant.parse("2026-11-22T05:40:00Z").plusSeconds(second);
    }

    private static String line(int number) {
        return event().at(time(number).toString())
                .put("auditID", "id-" + number)
                .line();
    }

    private void append(int... numbers) throws IOException {
        for (int number : numbers) {
            write(line(number) + "\n");
        }
    }

    private void write(String text) throws IOException {
        Files.writeString(live, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        touch(live);
    }

    /** Rotations are apart in time, which the kernel's clock ticks do not tell in a test. */
    private void touch(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(time(rotations)));
    }

    private Path rotate() throws IOException {
        Path rotated = directory.resolve("audit-2026-11-22T05-40-%02d.000.log".formatted(rotations++));
        return Files.move(live, rotated);
    }

    private void restart() throws IOException {
        tail.close();
        tail = new AuditLogTail(live, store, SMALL, CLOCK);
    }

    private void drain() throws IOException {
        for (int polls = 0; tail.poll(); polls++) {
            assertThat(polls).as("polls without an end").isLessThan(1000);
        }
    }

    private void assertSeen(long count) throws IOException {
        drain();
        Seen seen = store.snapshot()
                .of(new Subject.User("alice"))
                .used()
                .get(new OnResource("get", "", "pods", "web", "team"));
        assertThat(Optional.ofNullable(seen).map(Seen::count).orElse(0L)).isEqualTo(count);
    }

    private void assertGapless(int first, int last) {
        Coverage coverage = store.snapshot().coverage();
        assertThat(coverage.from()).isEqualTo(time(first));
        assertThat(coverage.to()).isEqualTo(time(last));
    }
}
