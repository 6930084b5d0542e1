package cloud.kuryzhev.rbacguard.drift.remediation;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.Remediation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.ReviewDecision;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.TakenDecision;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks after what was applied: puts it back on request, and says, or puts it back, when somebody misses what was taken away. */
record Watching(
        RbacWriter writer,
        Journal journal,
        Restoring restoring,
        RemediationProperties properties,
        Surroundings around) {

    void look(Candidate candidate) {
        Remediation applied = Objects.requireNonNull(candidate.remediation());
        if (candidate.found().isPresent() && isBack(candidate, applied)) {
            journal.write(candidate.violation(), true, null, true);
            return;
        }
        Optional<TakenDecision> undo = candidate.decided(ReviewDecision.UNDO);
        if (undo.isPresent()) {
            undo(candidate, applied, undo.get());
        } else {
            watch(candidate, applied);
        }
    }

    /** Somebody else has made such a binding anew; what is known of the cluster may also just be late. */
    private boolean isBack(Candidate candidate, Remediation applied) {
        return candidate
                .source()
                .flatMap(writer::read)
                .filter(it -> !it.getMetadata().getUid().equals(applied.uid()))
                .isPresent();
    }

    private void undo(Candidate candidate, Remediation applied, TakenDecision undo) {
        if (properties.enabled()) {
            restoring.restore(candidate.violation(), applied, "put back as " + undo.by() + " asked");
        } else {
            journal.write(
                    candidate.violation(),
                    false,
                    applied.at(
                            Remediation.APPLIED,
                            "not undone: rbac-guard.remediation.enabled is false; status.remediation.original is the old binding"),
                    true);
        }
    }

    private void watch(Candidate candidate, Remediation applied) {
        List<String> refused = refused(applied);
        if (!refused.isEmpty() && !refused.equals(applied.refused())) {
            boolean first = applied.refused().isEmpty();
            Remediation regressed = applied.refusing(refused);
            var told = journal.write(candidate.violation(), false, regressed, false);
            if (first && properties.enabled() && properties.rollback() == RemediationProperties.Rollback.AUTO) {
                restoring.restore(told, regressed, "put back, since refused: " + String.join("; ", refused));
            }
        }
    }

    private List<String> refused(Remediation applied) {
        Instant since = instant(applied.appliedAt());
        if (since.isAfter(around.now()) || !around.now().isBefore(instant(applied.watchedUntil()))) {
            return List.of();
        }
        Optional<HasMetadata> original = Optional.ofNullable(applied.original()).flatMap(Original::read);
        return original.flatMap(Original::binding)
                .flatMap((Binding removed) -> around.role(removed.roleRef())
                        .map(role -> Regressions.of(removed, role, around.usage(), since)))
                .orElse(List.of());
    }

    /** As it was written here; somebody else's words end the watch. */
    private static Instant instant(@Nullable String time) {
        try {
            return time == null ? Instant.MAX : Instant.parse(time);
        } catch (DateTimeException _) {
            return Instant.MAX;
        }
    }
}
