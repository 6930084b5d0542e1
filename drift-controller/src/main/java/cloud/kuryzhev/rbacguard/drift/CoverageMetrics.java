package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.policy.usage.SourceCoverage;
import cloud.kuryzhev.rbacguard.policy.usage.SourceCoverage.Heard;
import cloud.kuryzhev.rbacguard.usage.store.StoreState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** For how long each source was heard, what was missed, and how large the store has become. */
@Component
final class CoverageMetrics {

    private final MeterRegistry registry;
    private final Clock clock;
    private final Set<String> registered = new HashSet<>();
    private volatile StoreState state = new StoreState(List.of(), 0, 0);

    CoverageMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        Gauge.builder("rbac.guard.usage.store.bytes", this, it -> it.state.bytes())
                .description("Size of the usage store on disk")
                .register(registry);
        Gauge.builder("rbac.guard.usage.permissions", this, it -> it.state.permissions())
                .description("Used and denied permissions in the usage store, of all subjects together")
                .register(registry);
    }

    /** When each source was heard, as of the last look. */
    List<SourceCoverage> sources() {
        return state.sources();
    }

    /** For the one thread that looks. */
    void looked(StoreState now) {
        state = now;
        now.sources().stream()
                .map(SourceCoverage::source)
                .filter(registered::add)
                .forEach(this::register);
        now.sources().forEach(source -> source.heard().stream()
                .map(Heard::gap)
                .filter(cause -> !cause.isEmpty() && registered.add(source.source() + " " + cause))
                .forEach(cause -> register(source.source(), cause)));
    }

    private void register(String source, String cause) {
        Gauge.builder("rbac.guard.audit.gap.causes", this, it -> it.gaps(source, cause))
                .description("Gaps in the coverage of a source of audit events by why events may be missing")
                .tag("source", source)
                .tag("cause", cause)
                .register(registry);
    }

    private double gaps(String source, String cause) {
        return of(source).stream()
                .flatMap(it -> it.heard().stream())
                .filter(it -> it.gap().equals(cause))
                .count();
    }

    private void register(String source) {
        gauge(
                "rbac.guard.audit.gaps",
                "How often the coverage of a source of audit events started anew, since events may be missing",
                source,
                SourceCoverage::gaps);
        gauge(
                "rbac.guard.audit.lag.seconds",
                "Age of the newest audit event of a source; grows while the API server has nothing to log",
                source,
                it -> latest(it).map(this::age).orElse(Double.NaN));
        gauge(
                "rbac.guard.audit.covered.seconds",
                "How long the gapless time of a source is that goes on",
                source,
                it -> latest(it)
                        .map(heard -> heard.time().length().toSeconds() * 1.0)
                        .orElse(0.0));
    }

    private void gauge(String name, String description, String source, ToDoubleFunction<SourceCoverage> value) {
        Gauge.builder(name, this, it -> it.of(source).map(value::applyAsDouble).orElse(Double.NaN))
                .description(description)
                .tag("source", source)
                .register(registry);
    }

    private Optional<SourceCoverage> of(String source) {
        return state.sources().stream().filter(it -> it.source().equals(source)).findFirst();
    }

    private static Optional<Heard> latest(SourceCoverage coverage) {
        return coverage.heard().stream()
                .reduce((_, later) -> later)
                .filter(it -> it.time().events() > 0);
    }

    private double age(Heard heard) {
        return Duration.between(heard.time().to(), clock.instant()).toMillis() / 1000.0;
    }
}
