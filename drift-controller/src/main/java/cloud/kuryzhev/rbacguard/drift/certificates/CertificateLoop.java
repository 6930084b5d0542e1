package cloud.kuryzhev.rbacguard.drift.certificates;

import cloud.kuryzhev.rbacguard.certs.Certificates;
import cloud.kuryzhev.rbacguard.drift.repeated.Repeated;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after the webhook's certificates again and again, on the leader only, and tells when they end. */
public final class CertificateLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateLoop.class);
    private static final Duration FIRST = Duration.ofSeconds(1);

    private final CertificateKeeper keeper;
    private final BooleanSupplier leading;
    private final Clock clock;
    private final Repeated looking;
    private volatile @Nullable Certificates kept;
    private volatile Optional<String> failure = Optional.empty();

    CertificateLoop(
            CertificateKeeper keeper, BooleanSupplier leading, Duration every, Clock clock, MeterRegistry registry) {
        this.keeper = keeper;
        this.leading = leading;
        this.clock = clock;
        tell(registry, "serving", it -> it.serving().certificate());
        tell(registry, "ca", it -> it.authority().certificate());
        this.looking = Repeated.start("certificates", () -> tick() ? every : FIRST);
    }

    /** Why the last attempt failed, if it did. */
    Optional<String> failure() {
        return failure;
    }

    /** When the serving certificate ends; empty on a replica that does not lead, and before the first look. */
    public Optional<Instant> servingEnds() {
        return Optional.ofNullable(kept)
                .map(it -> it.serving().certificate().getNotAfter().toInstant());
    }

    @Override
    public void close() {
        looking.close();
    }

    /** Whether the next regular look is soon enough. */
    private boolean tick() {
        if (!leading.getAsBoolean()) {
            return false;
        }
        try {
            kept = keeper.step(clock.instant());
            failure = Optional.empty();
            return true;
        } catch (Exception e) {
            String why = String.valueOf(e.getMessage());
            if (!failure.equals(Optional.of(why)) && !Thread.currentThread().isInterrupted()) {
                LOG.warn("the webhook's certificates could not be looked after, trying again: {}", why);
            }
            failure = Optional.of(why);
            return false;
        }
    }

    private void tell(MeterRegistry registry, String which, Function<Certificates, X509Certificate> certificate) {
        Gauge.builder("rbac.guard.certificate.expiry.timestamp.seconds", () -> {
                    Certificates known = kept;
                    return known == null
                            ? Double.NaN
                            : certificate.apply(known).getNotAfter().toInstant().getEpochSecond();
                })
                .description(
                        "When the webhook's certificate ends, in seconds since 1970; NaN on a replica that does not lead")
                .tag("certificate", which)
                .register(registry);
    }
}
