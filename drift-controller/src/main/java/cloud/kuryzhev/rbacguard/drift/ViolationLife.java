package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.drift.Decisions.Standing;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.Remediation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.ReviewDecision;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.ShadowWatch;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.TakenDecision;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The life of a violation, as a pure function: {@code Open → Approved | Rejected | Snoozed → Applied → Resolved}, and {@code Regressed}.
 *
 * <ol>
 *   <li>a decision is taken as one about what was found when it was first seen, or about what it says itself;
 *   <li>what is being applied or put back stays in the phase that it was in;
 *   <li>what was applied is watched: Applied, or Regressed once something was refused; then Resolved;
 *   <li>what breaks no rule, and was changed, is Noted;
 *   <li>what is found is Open, unless a decision about it stands; what is not is Resolved.
 * </ol>
 */
final class ViolationLife {

    /**
     * What a cycle sees of one violation.
     *
     * @param content what is found; empty if nothing is any more
     * @param rules that it breaks
     * @param generation of the stored object
     * @param shadow how the suggestion would have done; null where nothing is suggested
     */
    record Look(
            Optional<String> content,
            List<String> rules,
            @Nullable ReviewDecision review,
            @Nullable Long generation,
            @Nullable ShadowWatch shadow) {
        boolean found() {
            return content.isPresent();
        }
    }

    private static final RBACViolationStatus UNKNOWN = new RBACViolationStatus(
            RBACViolationStatus.OPEN, null, null, null, null, null, null, null, null, List.of());

    private static final List<String> MAY_BE_APPLIED = List.of(RBACViolationStatus.OPEN, RBACViolationStatus.APPROVED);

    private ViolationLife() {}

    /** The status that follows {@code last}: itself, unless something has changed. */
    static RBACViolationStatus next(@Nullable RBACViolationStatus last, Look look, Instant now) {
        RBACViolationStatus before = last == null || last.phase() == null ? UNKNOWN : last;
        String content = look.content().orElse(before.content());
        TakenDecision decision = Decisions.take(before.decision(), look.review(), content);
        Optional<Standing> standing = Optional.ofNullable(decision).map(it -> Decisions.standing(it, content, now));
        String phase = phase(before, look, decision, standing, now);
        TakenDecision kept = kept(decision, phase);
        Remediation remediation = carried(before, phase, content, decision);
        String time = ViolationStatuses.rfc3339(now);
        var next = new RBACViolationStatus(
                phase,
                before.firstSeen() == null ? time : before.firstSeen(),
                before.lastSeen(),
                resolvedAt(before, phase, time),
                look.generation(),
                content,
                kept,
                PastDecisions.with(before.decisions(), look.review(), look.generation()),
                remediation,
                look.shadow(),
                new ViolationConditions(look, before.conditions(), time).of(phase, kept, standing, remediation));
        return last != null && next.equals(last)
                ? last
                : ViolationStatuses.seen(next, look.found() ? time : before.lastSeen());
    }

    /** A decision ends with its object, but for one to put that back. */
    private static @Nullable TakenDecision kept(@Nullable TakenDecision decision, String phase) {
        return decision != null
                        && phase.equals(RBACViolationStatus.RESOLVED)
                        && !decision.decision().equals(ReviewDecision.UNDO)
                ? decision.used()
                : decision;
    }

    private static @Nullable String resolvedAt(RBACViolationStatus before, String phase, String time) {
        if (!phase.equals(RBACViolationStatus.RESOLVED)) {
            return null;
        }
        return before.resolvedAt() == null ? time : before.resolvedAt();
    }

    private static String phase(
            RBACViolationStatus before,
            Look look,
            @Nullable TakenDecision decision,
            Optional<Standing> standing,
            Instant now) {
        Remediation remediation = before.remediation();
        if (remediation != null && remediation.underWay()) {
            return before.phase();
        }
        if (isWatched(remediation, now)) {
            return Objects.requireNonNull(remediation).refused().isEmpty()
                    ? RBACViolationStatus.APPLIED
                    : RBACViolationStatus.REGRESSED;
        }
        if (look.rules().isEmpty() && (look.found() || before.phase().equals(RBACViolationStatus.NOTED))) {
            return RBACViolationStatus.NOTED;
        }
        if (!look.found()) {
            return RBACViolationStatus.RESOLVED;
        }
        if (decision != null && standing.equals(Optional.of(Standing.STANDS))) {
            return decided(decision);
        }
        return isBackAfterRegression(remediation, look) ? RBACViolationStatus.REGRESSED : RBACViolationStatus.OPEN;
    }

    private static String decided(TakenDecision decision) {
        return switch (decision.decision()) {
            case ReviewDecision.APPROVE -> RBACViolationStatus.APPROVED;
            case ReviewDecision.REJECT -> RBACViolationStatus.REJECTED;
            case ReviewDecision.SNOOZE -> RBACViolationStatus.SNOOZED;
            default -> RBACViolationStatus.OPEN; // there is nothing to undo
        };
    }

    private static boolean isWatched(@Nullable Remediation remediation, Instant now) {
        return remediation != null
                && remediation.step().equals(Remediation.APPLIED)
                && now.isBefore(ViolationStatuses.instant(remediation.watchedUntil(), now));
    }

    /** Until somebody decides anew, or something else is wrong: what was refused is used again by then, and so the suggestion is another. */
    private static boolean isBackAfterRegression(@Nullable Remediation remediation, Look look) {
        return remediation != null
                && remediation.step().equals(Remediation.RESTORED)
                && !remediation.refused().isEmpty()
                && ViolationContent.sameFindings(
                        remediation.content(), look.content().orElse(null));
    }

    /** A reason not to apply is forgotten with what it was about, and when another decision is taken; all else is remembered. */
    private static @Nullable Remediation carried(
            RBACViolationStatus before, String phase, @Nullable String content, @Nullable TakenDecision decision) {
        Remediation remediation = before.remediation();
        if (remediation == null || !remediation.undone()) {
            boolean backLater = remediation != null
                    && remediation.step().equals(Remediation.APPLIED)
                    && phase.equals(RBACViolationStatus.OPEN);
            return backLater ? null : remediation;
        }
        boolean applies = MAY_BE_APPLIED.contains(phase)
                && Objects.equals(remediation.content(), content)
                && Objects.equals(before.decision(), decision);
        return applies ? remediation : null;
    }
}
