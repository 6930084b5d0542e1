package cloud.kuryzhev.rbacguard.usage.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A log whose path is a link to where it really is. */
class LinkedLogTest extends TailCase {

    @BeforeEach
    void followTheLink() throws IOException {
        tail.close();
        Path link = Files.createDirectories(directory.resolve("links")).resolve("audit.log");
        Files.createSymbolicLink(link, live);
        tail = new AuditLogTail(link, store, SMALL, CLOCK);
    }

    @Test
    void linesAreReadAsTheyAreWritten() throws IOException {
        append(0, 1);
        assertSeen(2);
        append(2);
        assertSeen(3);
        assertGapless(0, 2);
    }

    @Test
    void theFilesBesideTheTargetAreItsRotations() throws IOException {
        append(0);
        assertSeen(1);
        append(1);
        rotate();
        append(2);
        assertSeen(3);
        assertGapless(0, 2);
    }

    @Test
    void aLinkToNothingYetIsNoError() throws IOException {
        assertSeen(0);
        append(0);
        assertSeen(1);
    }
}
