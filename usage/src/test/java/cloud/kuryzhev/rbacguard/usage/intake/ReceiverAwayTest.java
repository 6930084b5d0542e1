package cloud.kuryzhev.rbacguard.usage.intake;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.usage.SourceCoverage;
import cloud.kuryzhev.rbacguard.policy.usage.SourceCoverage.Heard;
import cloud.kuryzhev.rbacguard.usage.envelope.AuditRecords;
import cloud.kuryzhev.rbacguard.usage.journal.Journal;
import cloud.kuryzhev.rbacguard.usage.journal.JournalSource;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Senders that nobody answers give up, so a receiver that was away for long does not know what it missed. */
class ReceiverAwayTest {

    private static final Instant START = Instant.parse("2026-11-22T06:00:00Z");

    @TempDir
    private Path directory;

    @Test
    void awayForLongerThanSendersTryLeavesAGap() throws IOException, InterruptedException {
        take(START, "2026-11-22T05:59:00Z");
        take(START.plus(new ApiServer().patience()).plusSeconds(1), "2026-11-22T06:00:30Z");

        assertThat(gaps()).containsExactly("", "receiver_away");
    }

    @Test
    void aShortRestartLeavesNone() throws IOException, InterruptedException {
        take(START, "2026-11-22T05:59:00Z");
        take(START.plus(new ApiServer().patience()), "2026-11-22T06:00:30Z");

        assertThat(gaps()).containsExactly("");
    }

    /** One life of the receiver, in which an event comes. */
    private void take(Instant now, String at) throws IOException, InterruptedException {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        Duration patience = new ApiServer().patience();
        try (UsageStore store = UsageStore.sqlite(directory.resolve("usage.db"));
                JournalSource source = JournalSource.open(
                        "webhook", directory.resolve("journal"), Journal.Options.DEFAULT, patience, store, clock)) {
            AuditRecords records = new AuditRecords("webhook", Optional.empty(), clock);
            byte[] body = "{\"kind\":\"EventList\",\"items\":[%s]}"
                    .formatted(event().at(at).line())
                    .getBytes(UTF_8);
            new Intake(new ApiServer(), records, source.journal(), Intake.Options.DEFAULT, clock)
                    .take(new ByteArrayInputStream(body));
            assertThat(source.poll()).isTrue();
        }
    }

    private List<String> gaps() {
        try (UsageStore store = UsageStore.sqlite(directory.resolve("usage.db"))) {
            return store.state().sources().stream()
                    .map(SourceCoverage::heard)
                    .flatMap(List::stream)
                    .map(Heard::gap)
                    .toList();
        }
    }
}
