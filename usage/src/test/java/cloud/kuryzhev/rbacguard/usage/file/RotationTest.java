package cloud.kuryzhev.rbacguard.usage.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;

class RotationTest extends TailCase {

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
    void aLogBehindASymbolicLinkIsFollowedThroughItsRotations() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Path target = elsewhere.resolve("audit.log");
        Files.createSymbolicLink(live, elsewhere.resolve("second"));
        Files.createSymbolicLink(elsewhere.resolve("second"), Path.of("audit.log"));
        assertSeen(0);
        append(1);
        assertSeen(1);
        append(2);
        Files.move(target, elsewhere.resolve("audit-2026-11-22T05-40-00.000.log"));
        rotations++;
        append(3);
        assertSeen(3);
        restart();
        append(4);
        assertSeen(4);
        assertGapless(1, 4);
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
    void theHalfLineAtTheEndOfARotatedFileIsCounted() throws IOException {
        append(1);
        write("{\"kind\":");
        assertSeen(1);
        rotate();
        append(2);
        assertSeen(2);
        assertThat(store.lines(source())).containsEntry("malformed:cut_off", 1L);
    }
}
