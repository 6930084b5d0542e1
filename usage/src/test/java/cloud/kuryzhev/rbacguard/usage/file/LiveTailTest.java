package cloud.kuryzhev.rbacguard.usage.file;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.usage.AuditIngest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LiveTailTest extends TailCase {

    private static final int LINES = 6;

    private static final Duration BEHIND = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration APART = Duration.ofMillis(500);

    /** Of most lines: a machine that stands still for a second must not fail this, a tail that looks too rarely must. */
    @Test
    void aLineIsInTheStoreASecondAfterItWasWritten() throws IOException, InterruptedException {
        append(0);
        AuditLogTail live = new AuditLogTail(this.live, store, AuditLogTail.Options.DEFAULT, Clock.systemUTC());
        try (AuditIngest _ = AuditIngest.start(live, () -> {})) {
            untilStored(1);
            int inTime = 0;
            for (int line = 1; line <= LINES; line++) {
                append(line);
                if (untilStored(line + 1).compareTo(BEHIND) <= 0) {
                    inTime++;
                }
                Thread.sleep(APART); // a log that is written now and then, not all at once
            }
            assertThat(inTime).isGreaterThan(LINES / 2);
        }
    }

    /** How long it took. */
    private Duration untilStored(long lines) throws InterruptedException {
        long begun = System.nanoTime();
        while (store.lines(source()).getOrDefault("used", 0L) < lines) {
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as("patience with line %d", lines)
                    .isLessThan(PATIENCE);
            Thread.sleep(10);
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
