package cloud.kuryzhev.rbacguard.drift.telling;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.Remediation;
import java.util.Optional;

/**
 * Something that a sink has not been told of a violation.
 *
 * @param violation as it stands in the cluster
 * @param digest of all that the sink would say of it
 * @param before what the sink was told last
 */
record Notice(What what, RBACViolation violation, String digest, Optional<Told> before) {

    /** What is new. */
    enum What {
        APPEARED,
        CHANGED,
        DECIDED,
        APPLIED,
        REGRESSED,
        RETURNED,
        RESOLVED
    }

    /** Empty if there is nothing to tell: it was told, it is not written in full yet, or it was gone before anybody heard of it. */
    static Optional<Notice> of(RBACViolation violation, String digest, Optional<Told> before) {
        String phase = phase(violation);
        if (phase.isEmpty()
                || isBeingApplied(violation)
                || before.filter(it -> it.digest().equals(digest)).isPresent()) {
            return Optional.empty();
        }
        if (before.isEmpty() && phase.equals(RBACViolationStatus.RESOLVED)) {
            return Optional.empty();
        }
        What what = before.filter(it -> it.phase().equals(phase) || !it.phase().equals(RBACViolationStatus.NOTED))
                .map(it -> it.phase().equals(phase) ? What.CHANGED : entered(phase))
                .orElse(What.APPEARED);
        return Optional.of(new Notice(what, violation, digest, before));
    }

    /** Between two steps it is about to be something else; and whoever takes them must not find that somebody else has written it. */
    private static boolean isBeingApplied(RBACViolation violation) {
        Remediation remediation = violation.getStatus().remediation();
        return remediation != null && remediation.underWay();
    }

    /** Its phase; {@code ""} if it has none yet. */
    static String phase(RBACViolation violation) {
        RBACViolationStatus status = violation.getStatus();
        return violation.getSpec() == null || status == null || status.phase() == null ? "" : status.phase();
    }

    /** Whether nothing is wrong, and it is told that the object was changed. */
    boolean isNoted() {
        return phase().equals(RBACViolationStatus.NOTED);
    }

    Place place() {
        return Place.of(violation);
    }

    String phase() {
        return phase(violation);
    }

    /** Whether it was found again after it was gone. */
    boolean isBack() {
        return what == What.RETURNED
                && before.filter(it -> it.phase().equals(RBACViolationStatus.RESOLVED))
                        .isPresent();
    }

    /** Where the sink wrote of it before; {@code ""} if nowhere. */
    String reference() {
        return before.map(Told::reference).orElse("");
    }

    private static What entered(String phase) {
        return switch (phase) {
            case RBACViolationStatus.APPROVED, RBACViolationStatus.REJECTED, RBACViolationStatus.SNOOZED ->
                What.DECIDED;
            case RBACViolationStatus.APPLIED -> What.APPLIED;
            case RBACViolationStatus.REGRESSED -> What.REGRESSED;
            case RBACViolationStatus.RESOLVED -> What.RESOLVED;
            default -> What.RETURNED;
        };
    }
}
