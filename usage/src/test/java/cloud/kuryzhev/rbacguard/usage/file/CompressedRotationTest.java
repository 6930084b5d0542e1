package cloud.kuryzhev.rbacguard.usage.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** {@code --audit-log-compress}, and logrotate's {@code compress}. */
class CompressedRotationTest extends TailCase {

    @Test
    void aFileCompressedWhileNotRunningIsReadOnFromTheCheckpoint() throws IOException {
        append(1, 2);
        assertSeen(2);
        tail.close();
        append(3);
        compress(rotate());
        append(4);
        restart();
        assertSeen(4);
        assertGapless(1, 4);
    }

    @Test
    void severalFilesCompressedWhileNotRunningAreReadInOrder() throws IOException {
        append(1);
        assertSeen(1);
        tail.close();
        append(2);
        Path first = rotate();
        append(3);
        Path second = rotate();
        append(4);
        compress(second);
        compress(first);
        restart();
        assertSeen(4);
        assertGapless(1, 4);
    }

    @Test
    void aLongFileCompressedWhileNotRunningIsReadOnFarInside() throws IOException {
        for (int number = 1; number <= 300; number++) {
            append(number);
        }
        assertSeen(300);
        tail.close();
        append(301);
        compress(rotate());
        append(302);
        restart();
        assertSeen(302);
        assertGapless(1, 302);
    }

    @Test
    void aFileCompressedUnderneathTheReaderIsNotReadTwice() throws IOException {
        append(1);
        assertSeen(1);
        append(2);
        compress(rotate());
        append(3);
        assertSeen(3);
        restart();
        assertSeen(3);
        assertGapless(1, 3);
    }

    @Test
    void theReaderIsRestartedWithinACompressedFile() throws IOException {
        append(1);
        assertSeen(1);
        tail.close();
        append(2, 3, 4, 5, 6);
        compress(rotate());
        append(7);
        restart();
        assertThat(tail.poll()).isTrue();
        restart();
        assertSeen(7);
        assertGapless(1, 7);
    }

    @Test
    void compressedFilesAreReadFirstAtTheVeryBeginning() throws IOException {
        append(1);
        compress(rotate());
        append(2);
        rotate();
        append(3);
        assertSeen(3);
        assertGapless(1, 3);
    }

    @Test
    void logrotatesCompressedFileIsReadOn() throws IOException {
        append(1);
        assertSeen(1);
        tail.close();
        append(2);
        Path rotated = Files.move(live, directory.resolve("audit.log.1"));
        rotations++;
        Path compressed = compress(rotated);
        Files.setLastModifiedTime(compressed, FileTime.from(time(0)));
        append(3);
        restart();
        assertSeen(3);
        assertGapless(1, 3);
    }

    @Test
    void aCopyThatIsStillBeingWrittenIsNotLookedAt() throws IOException {
        append(1);
        assertSeen(1);
        tail.close();
        append(2);
        Path rotated = rotate();
        Files.write(compressed(rotated), Arrays.copyOf(gzip(Files.readAllBytes(rotated)), 30));
        append(3);
        restart();
        assertSeen(3);
        assertGapless(1, 3);
    }

    @Test
    void anotherFilesCopyDoesNotStandForTheLostOne() throws IOException {
        append(1);
        assertSeen(1);
        tail.close();
        Path lost = rotate();
        append(2);
        compress(rotate());
        Files.delete(lost);
        append(3);
        restart();
        assertSeen(3);
        assertGapless(2, 3);
    }

    @Test
    void aDamagedCopyLeavesAGap() throws IOException {
        append(1);
        assertSeen(1);
        tail.close();
        append(2, 3, 4, 5, 6, 7, 8, 9);
        Path compressed = compress(rotate());
        byte[] whole = Files.readAllBytes(compressed);
        Files.write(compressed, Arrays.copyOf(whole, whole.length - 8));
        append(10);
        restart();
        assertSeen(10);
        assertGapless(10, 10);
    }

    private static Path compress(Path file) throws IOException {
        Path compressed = Files.write(compressed(file), gzip(Files.readAllBytes(file)));
        Files.delete(file);
        return compressed;
    }

    private static Path compressed(Path file) {
        return file.resolveSibling(file.getFileName() + ".gz");
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }
}
