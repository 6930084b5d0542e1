package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.drift.remediation.Journal;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.Remediation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.TakenDecision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the steps of a remediation in the violation's status, and what came of them during one cycle. */
final class StatusJournal implements Journal {

    private final ViolationStore store;
    private final Instant now;
    private final List<ViolationChange> changes = new ArrayList<>();

    StatusJournal(ViolationStore store, Instant now) {
        this.store = store;
        this.now = now;
    }

    /** Every violation that is in another phase since. */
    List<ViolationChange> changes() {
        return List.copyOf(changes);
    }

    @Override
    public RBACViolation write(RBACViolation violation, boolean found, @Nullable Remediation step, boolean spent) {
        RBACViolationStatus last = violation.getStatus();
        TakenDecision decision = last.decision();
        var stepped = new RBACViolationStatus(
                last.phase(),
                last.firstSeen(),
                last.lastSeen(),
                last.resolvedAt(),
                last.observedGeneration(),
                last.content(),
                spent && decision != null ? decision.used() : decision,
                last.decisions(),
                step,
                last.shadow(),
                last.conditions());
        var look = new ViolationLife.Look(
                found ? Optional.ofNullable(last.content()) : Optional.empty(),
                violation.getSpec().violatedRules(),
                violation.getSpec().review(),
                violation.getMetadata().getGeneration(),
                last.shadow());
        RBACViolation written = store.write(violation, ViolationLife.next(stepped, look, now));
        if (!written.getStatus().phase().equals(last.phase())) {
            changes.add(
                    written.getStatus().phase().equals(RBACViolationStatus.RESOLVED)
                            ? new ViolationChange.Resolved(written)
                            : new ViolationChange.Moved(
                                    written, violation.getSpec().violatedRules()));
        }
        return written;
    }
}
