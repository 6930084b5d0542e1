package cloud.kuryzhev.rbacguard.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.policy.drift.AccessGap;
import cloud.kuryzhev.rbacguard.policy.drift.ClusterGap;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClusterGapsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
    private static final ClusterGap COUNTED = new ClusterGap(1, 0, new AccessGap(10, 1, 0, 90, 95, "v1"));

    private final AtomicInteger counts = new AtomicInteger();

    @Test
    void itIsCountedOnceAnHourWhateverCyclesThereAre() {
        var gaps = new ClusterGaps(true);

        gaps.count(this::counted, NOW);
        await().until(() -> gaps.latest().equals(Optional.of(COUNTED)));
        gaps.count(this::counted, NOW.plus(Duration.ofMinutes(59)));
        gaps.count(this::counted, NOW.plus(Duration.ofMinutes(61)));

        await().until(() -> counts.get() == 2);
    }

    @Test
    void whereItFailsWhatWasKnownStays() {
        var gaps = new ClusterGaps(true);
        gaps.count(this::counted, NOW);
        await().until(() -> gaps.latest().isPresent());

        gaps.count(
                () -> {
                    counts.incrementAndGet();
                    throw new IllegalStateException("broken");
                },
                NOW.plus(Duration.ofHours(2)));

        await().until(() -> counts.get() == 2);
        assertThat(gaps.latest()).contains(COUNTED);
    }

    @Test
    void withoutPagesNobodyLooksAtIt() {
        new ClusterGaps(false).count(this::counted, NOW);

        assertThat(counts).hasValue(0);
    }

    private Optional<ClusterGap> counted() {
        counts.incrementAndGet();
        return Optional.of(COUNTED);
    }
}
