package cloud.kuryzhev.rbacguard.cli.review;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.ReviewDecision;
import java.util.Locale;

/** What {@code rbac-guard review} is asked to do. */
enum Action {
    /** A table. */
    LIST,
    /** One, in full. */
    SHOW,
    /** {@link ReviewDecision#APPROVE}. */
    APPROVE,
    /** {@link ReviewDecision#REJECT}. */
    REJECT,
    /** {@link ReviewDecision#SNOOZE}. */
    SNOOZE;

    /** As users write it, and as {@code spec.review.decision} says it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
