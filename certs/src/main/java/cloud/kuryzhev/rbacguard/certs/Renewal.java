package cloud.kuryzhev.rbacguard.certs;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Where in its life a certificate stands: renewed at two thirds of it, as cert-manager does by default
 * ({@code pkg/util/pki/renewaltime.go}).
 */
public sealed interface Renewal {

    /** Whoever checks now refuses it. */
    record NotYetValid(Instant from) implements Renewal {}

    /** Nothing to do before {@code until}. */
    record Current(Instant until) implements Renewal {}

    /** Still good, to be replaced before {@code expiry}. */
    record Due(Instant expiry) implements Renewal {}

    /** No longer good: {@code since} was its last second. */
    record Expired(Instant since) implements Renewal {}

    /** Where {@code certificate} stands at {@code now}. */
    static Renewal of(X509Certificate certificate, Instant now) {
        return of(
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                now);
    }

    /**
     * Where a certificate stands at {@code now}.
     *
     * @param notBefore the first moment of its validity
     * @param notAfter the last one, inclusive (RFC 5280 section 4.1.2.5)
     */
    static Renewal of(Instant notBefore, Instant notAfter, Instant now) {
        Instant renewal = timeOf(notBefore, notAfter);
        if (now.isBefore(notBefore)) {
            return new NotYetValid(notBefore);
        }
        if (now.isAfter(notAfter)) {
            return new Expired(notAfter);
        }
        return now.isBefore(renewal) ? new Current(renewal) : new Due(notAfter);
    }

    /** When {@code certificate} becomes due. */
    static Instant timeOf(X509Certificate certificate) {
        return timeOf(
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    /** When a certificate of that validity becomes due, in whole seconds as certificates have them. */
    private static Instant timeOf(Instant notBefore, Instant notAfter) {
        Duration life = Duration.between(notBefore, notAfter);
        return notAfter.minus(life.dividedBy(3)).truncatedTo(ChronoUnit.SECONDS);
    }
}
