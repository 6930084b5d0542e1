package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.policy.drift.ClusterGap;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How much more the whole cluster grants than was used, for the pages: counted beside the cycles and once an hour, since a large cluster takes seconds. */
@Component
final class ClusterGaps {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterGaps.class);
    private static final Duration FRESH = Duration.ofHours(1);

    private final boolean wanted;
    private Instant counted = Instant.MIN; // the cycle's own
    private volatile Optional<ClusterGap> latest = Optional.empty();

    ClusterGaps(@Value("${rbac-guard.pages.enabled:false}") boolean wanted) {
        this.wanted = wanted;
    }

    /** As it was counted last; empty if it was not yet. */
    Optional<ClusterGap> latest() {
        return latest;
    }

    /** Lets {@code count} run on a thread of its own, if it is time and somebody may look at it. */
    void count(Supplier<Optional<ClusterGap>> count, Instant now) {
        if (wanted && counted.isBefore(now.minus(FRESH))) {
            counted = now;
            Thread.ofVirtual()
                    .name("cluster-gap")
                    .uncaughtExceptionHandler((_, e) -> LOG.error(
                            "what the whole cluster grants could not be counted; it is tried again in an hour", e))
                    .start(() -> latest = count.get());
        }
    }
}
