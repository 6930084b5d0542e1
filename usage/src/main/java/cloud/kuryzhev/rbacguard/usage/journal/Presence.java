package cloud.kuryzhev.rbacguard.usage.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A file whose time says when somebody was there last. One thread. */
final class Presence {

    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final Path file;
    private final Clock clock;
    private Instant next = Instant.MIN;

    Presence(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /** Whether somebody was there, but nobody within {@code patience}. */
    boolean wasAway(Duration patience) throws IOException {
        return Files.exists(file)
                && Files.getLastModifiedTime(file).toInstant().plus(patience).isBefore(clock.instant());
    }

    /** Somebody is there now. */
    void sign() throws IOException {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(PERIOD);
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        Files.setLastModifiedTime(file, FileTime.from(now));
    }
}
