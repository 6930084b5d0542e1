package cloud.kuryzhev.rbacguard.pages.violation;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.Remediation;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What became of a violation; the latest first. */
final class History {

    private static final String REMEDIATED = "Remediated";
    private static final Set<String> TURNS = Set.of(
            RBACViolationStatus.REGRESSED,
            Remediation.RESTORING,
            Remediation.RESTORED,
            Remediation.HELD,
            Remediation.REFUSED);

    private final List<Entry> entries = new ArrayList<>();

    private History() {}

    /** @param at RFC 3339 */
    record Entry(String at, String text) {}

    static List<Entry> of(RBACViolation violation) {
        var history = new History();
        if (violation.getStatus() != null) {
            history.status(violation.getStatus());
        }
        history.entries.sort(Comparator.comparing(Entry::at).reversed());
        return List.copyOf(history.entries);
    }

    private void status(RBACViolationStatus it) {
        add(it.firstSeen(), "first found");
        add(it.resolvedAt(), "found gone");
        if (it.remediation() != null) {
            applied(it.remediation());
        }
        it.conditions().forEach(condition -> turn(condition, it.firstSeen()));
    }

    private void applied(Remediation it) {
        String approved = it.approvedBy() == null ? "" : ", as " + it.approvedBy() + " had approved";
        add(
                it.appliedAt(),
                "applied" + approved + (it.watchedUntil() == null ? "" : "; watched until " + it.watchedUntil()));
    }

    /** A condition tells when it turned, and what it says by now. */
    private void turn(Condition it, @Nullable String firstSeen) {
        if (REMEDIATED.equals(it.getType()) && TURNS.contains(it.getReason())) {
            add(it.getLastTransitionTime(), it.getReason() + ": " + it.getMessage());
        }
        boolean back = RBACViolationStatus.RESOLVED.equals(it.getType())
                && "Found".equals(it.getReason())
                && !Objects.equals(it.getLastTransitionTime(), firstSeen);
        if (back) {
            add(it.getLastTransitionTime(), "found again");
        }
    }

    private void add(@Nullable String at, String text) {
        if (at != null) {
            entries.add(new Entry(at, text));
        }
    }
}
