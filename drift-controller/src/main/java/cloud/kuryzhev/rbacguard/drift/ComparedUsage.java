package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACUsage;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.SubjectUsage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was compared with its RBACUsage and found to be told: the same is not summed up and compared again at each cycle, but once a day,
 * since time alone makes news slowly. For one thread.
 */
final class ComparedUsage {

    private static final Duration TOLD = Duration.ofDays(1);

    private final Map<Subject, Comparison> told = new HashMap<>();

    /**
     * One comparison.
     *
     * @param owner the uid of the service account; empty for a user
     * @param version of the object that it was compared with
     * @param from when coverage begins
     * @param day of the last audit event, in UTC: when it is over, counts of it are news
     */
    record Comparison(
            SubjectUsage usage, Optional<String> owner, String version, Instant from, LocalDate day, Instant at) {

        static Comparison of(
                SubjectUsage usage, Optional<String> owner, RBACUsage stored, Coverage coverage, Instant now) {
            return new Comparison(
                    usage,
                    owner,
                    stored.getMetadata().getResourceVersion(),
                    coverage.from(),
                    LocalDate.ofInstant(coverage.to(), ZoneOffset.UTC),
                    now);
        }

        private boolean repeats(Comparison before) {
            return at.isBefore(before.at.plus(TOLD))
                    && version.equals(before.version)
                    && from.equals(before.from)
                    && day.equals(before.day)
                    && owner.equals(before.owner)
                    && usage.equals(before.usage);
        }
    }

    /** Whether {@code comparison} would only say again that all is told. */
    boolean isTold(Subject subject, Comparison comparison) {
        Comparison before = told.get(subject);
        return before != null && comparison.repeats(before);
    }

    void tell(Subject subject, Comparison comparison) {
        told.put(subject, comparison);
    }

    /** Forgets who is not among {@code subjects}. */
    void keep(Set<Subject> subjects) {
        told.keySet().retainAll(subjects);
    }
}
