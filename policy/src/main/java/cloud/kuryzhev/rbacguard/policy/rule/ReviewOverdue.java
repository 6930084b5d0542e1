package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/*
 * review_overdue
 *
 * Fields: metadata.annotations[audit.kuryzhev.cloud/reviewed-at] of ClusterRoleBinding
 * Looks for: no such annotation; one that is no date (2026-01-31) and no time (2026-01-31T12:00:00Z), that lies in the future, or that is
 *            older than review.max_age of policy.yaml, 90 days by default
 */
final class ReviewOverdue implements Rule {

    private static final String ANNOTATION = "audit.kuryzhev.cloud/reviewed-at";

    /** The clock of whoever wrote it may be ahead. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    @Override
    public RuleSpec spec() {
        return RuleSpec.telling(
                "review_overdue",
                Severity.MEDIUM,
                "what is granted in the whole cluster outlives its purpose when nobody looks at it again",
                "ask its owner whether it is still needed; then delete it, or set the annotation to the day on which you asked");
    }

    @Override
    public Stream<Match> matches(RbacObject object, RuleContext context) {
        return object instanceof Binding binding && binding.clusterWide()
                ? flaw(binding.metadata().annotations().get(ANNOTATION), context).stream()
                        .map(flaw -> Match.at("metadata.annotations[" + ANNOTATION + "]", flaw + ": " + spec().why()))
                : Stream.empty();
    }

    private static Optional<String> flaw(@Nullable String written, RuleContext context) {
        if (written == null) {
            return Optional.of("nobody has said when it was reviewed");
        }
        Duration maxAge = context.policy().review().maxAge();
        try {
            Instant reviewed = time(written);
            if (reviewed.isAfter(context.now().plus(SKEW))) {
                return Optional.of("the review lies in the future");
            }
            return reviewed.plus(maxAge).isBefore(context.now())
                    ? Optional.of("the last review is older than " + maxAge.toDays() + " d")
                    : Optional.empty();
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.of("the review's time is no date such as 2026-01-31 or 2026-01-31T12:00:00Z");
        }
    }

    private static Instant time(String written) {
        return written.indexOf('T') < 0
                ? LocalDate.parse(written).atStartOfDay(ZoneOffset.UTC).toInstant()
                : OffsetDateTime.parse(written).toInstant();
    }
}
