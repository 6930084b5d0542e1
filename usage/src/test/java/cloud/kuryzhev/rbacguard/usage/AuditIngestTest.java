package cloud.kuryzhev.rbacguard.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class AuditIngestTest {

    /** Does what it is told at each poll. */
    private static final class Scripted implements AuditSource {
        final AtomicInteger polls = new AtomicInteger();
        volatile Optional<RuntimeException> failure = Optional.empty();
        volatile int commits;
        volatile boolean closed;

        @Override
        public boolean poll() {
            failure.ifPresent(e -> {
                throw e;
            });
            return polls.incrementAndGet() <= commits;
        }

        @Override
        public AuditProgress progress() {
            TreeMap<String, Long> lines = new TreeMap<>();
            lines.put("used", 7L);
            return new AuditProgress(lines, Optional.empty(), 0, Optional.empty());
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private final Scripted source = new Scripted();

    @Test
    void pollsUntilClosedAndTellsOfEveryCommit() throws IOException, InterruptedException {
        source.commits = 3;
        CountDownLatch committed = new CountDownLatch(3);
        try (AuditIngest ingest = AuditIngest.start(source, committed::countDown)) {
            committed.await();
            await(() -> source.polls.get() > 5);
            assertThat(ingest.progress().lines()).containsEntry("used", 7L);
            assertThat(ingest.progress().error()).isEmpty();
        }
        int polls = source.polls.get();
        assertThat(source.closed).isTrue();
        assertThat(source.polls).hasValue(polls);
    }

    @Test
    void aFailureIsShownAndSurvived() throws IOException, InterruptedException {
        source.failure = Optional.of(new IllegalStateException("disk full"));
        try (AuditIngest ingest = AuditIngest.start(source, () -> {})) {
            await(() -> ingest.progress().error().equals(Optional.of("disk full")));
            source.failure = Optional.empty();
            await(() -> ingest.progress().error().isEmpty());
            assertThat(source.polls.get()).isPositive();
        }
    }

    @Test
    void aListenerThatFailsDoesNotEndIt() throws IOException, InterruptedException {
        source.commits = 1;
        AuditIngest ingest = AuditIngest.start(source, () -> {
            throw new IllegalStateException("listener");
        });
        try (ingest) {
            await(() -> source.polls.get() > 1);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            Thread.sleep(5);
        }
    }
}
