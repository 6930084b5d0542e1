package cloud.kuryzhev.rbacguard.usage.file;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.usage.AuditIngest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LiveTailTest extends TailCase {

    private static final int LINES = 6;

    /** The promise is one second, so that is the deadline, whatever else the machine does. */
    private static final Duration BEHIND = Duration.ofSeconds(1);

    private static final Duration APART = Duration.ofMillis(500);

    @Test
    void aLineIsInTheStoreASecondAfterItWasWritten() throws IOException, InterruptedException {
        append(0);
        AuditLogTail live = new AuditLogTail(this.live, store, AuditLogTail.Options.DEFAULT, Clock.systemUTC());
        try (AuditIngest _ = AuditIngest.start(live, () -> {})) {
            awaitStored(1, System.nanoTime() + Duration.ofSeconds(60).toNanos());
            for (int line = 1; line <= LINES; line++) {
                append(line);
                awaitStored(line + 1, System.nanoTime() + BEHIND.toNanos());
                Thread.sleep(APART); // a log that is written now and then, not all at once
            }
        }
    }

    private void awaitStored(long lines, long deadline) throws InterruptedException {
        while (store.lines(source()).getOrDefault("used", 0L) < lines) {
            assertThat(System.nanoTime()).as("deadline of line %d", lines).isLessThan(deadline);
            Thread.sleep(10);
        }
    }
}
