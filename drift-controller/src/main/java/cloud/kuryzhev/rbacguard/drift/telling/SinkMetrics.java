package cloud.kuryzhev.rbacguard.drift.telling;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Counts what became of notices, by sink. */
final class SinkMetrics {

    private final MeterRegistry registry;
    private final Clock clock;

    SinkMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** What waits on another replica than the leader, or for a kind that is not there, does not count. */
    void watch(String sink, Outbox outbox, BooleanSupplier telling) {
        Gauge.builder("rbac.guard.sink.waiting", () -> telling.getAsBoolean() ? outbox.size() : 0)
                .description("Violations that the sink has yet to be told of")
                .tag("sink", sink)
                .register(registry);
        Gauge.builder("rbac.guard.sink.oldest.waiting.seconds", () -> telling.getAsBoolean() ? oldest(outbox) : 0)
                .description("For how long the longest waiting of them waits")
                .tag("sink", sink)
                .register(registry);
        deadLetters(sink);
        failures(sink);
        notices(sink);
    }

    void told(String sink, int violations) {
        notices(sink).increment(violations);
    }

    void busy(String sink) {
        failures(sink).increment();
    }

    void givenUp(String sink) {
        deadLetters(sink).increment();
    }

    private double oldest(Outbox outbox) {
        return outbox.oldest()
                .map(since -> Duration.between(since, clock.instant()).toSeconds())
                .orElse(0L);
    }

    private Counter notices(String sink) {
        return counter("rbac.guard.sink.notices", "Changes of violations that were told", sink);
    }

    private Counter failures(String sink) {
        return counter("rbac.guard.sink.failures", "Attempts to tell that failed, and are made again", sink);
    }

    private Counter deadLetters(String sink) {
        return counter(
                "rbac.guard.sink.dead.letters", "Changes that the sink does not take, given up until the next", sink);
    }

    private Counter counter(String name, String description, String sink) {
        return Counter.builder(name).description(description).tag("sink", sink).register(registry);
    }
}
