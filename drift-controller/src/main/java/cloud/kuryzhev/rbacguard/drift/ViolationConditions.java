package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.drift.Decisions.Standing;
import cloud.kuryzhev.rbacguard.drift.ViolationLife.Look;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.Remediation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.ReviewDecision;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.ShadowWatch;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.TakenDecision;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells people where a violation stands, and why. */
record ViolationConditions(Look look, List<Condition> last, String time) {

    /** Whether a decision stands. */
    static final String REVIEWED = "Reviewed";

    /** Whether the suggestion is applied. */
    static final String REMEDIATED = "Remediated";

    List<Condition> of(
            String phase,
            @Nullable TakenDecision decision,
            Optional<Standing> standing,
            @Nullable Remediation remediation) {
        var conditions = new ArrayList<Condition>();
        conditions.add(resolved(phase));
        if (decision != null) {
            standing.ifPresent(it -> conditions.add(reviewed(decision, it)));
        }
        if (remediation != null) {
            conditions.add(remediated(remediation));
        }
        return List.copyOf(conditions);
    }

    private Condition resolved(String phase) {
        String type = RBACViolationStatus.RESOLVED;
        if (phase.equals(RBACViolationStatus.RESOLVED)) {
            return condition(type, "True", "Gone", "the object is gone, or no longer breaks a rule");
        }
        if (phase.equals(RBACViolationStatus.NOTED)) {
            return condition(type, "True", phase, "nothing is wrong with the object; that it was changed is told");
        }
        return look.found()
                ? condition(type, "False", "Found", "the object breaks: " + String.join(", ", look.rules()))
                : condition(type, "False", "Watched", "the object is replaced, and its subjects are watched");
    }

    private Condition reviewed(TakenDecision decision, Standing standing) {
        String by = "by " + decision.by();
        return switch (standing) {
            case STANDS ->
                condition(
                        REVIEWED,
                        "True",
                        participle(decision.decision()),
                        decision.until() == null ? by + hasty(decision) : by + ", until " + decision.until());
            case SPENT ->
                condition(
                        REVIEWED,
                        "True",
                        participle(decision.decision()),
                        decision.decision().equals(ReviewDecision.APPROVE) ? by : by + ", over");
            case UNSIGNED ->
                condition(REVIEWED, "False", "Unsigned", "nobody has signed it: is the admission service installed?");
            case OUTDATED -> condition(REVIEWED, "False", "ContentChanged", by + ", about what was found before");
            case OVER ->
                condition(
                        REVIEWED,
                        "False",
                        "Expired",
                        decision.until() == null
                                ? by + ", without saying until when"
                                : by + ", over since " + decision.until());
        };
    }

    /** Said of an approval of what was not watched for long. */
    private String hasty(TakenDecision decision) {
        ShadowWatch shadow = look.shadow();
        if (shadow == null || shadow.until() == null || !decision.decision().equals(ReviewDecision.APPROVE)) {
            return "";
        }
        Instant at = ViolationStatuses.instant(decision.at(), Instant.MAX);
        return at.isBefore(ViolationStatuses.instant(shadow.until(), Instant.MIN))
                ? ", though it is watched since " + shadow.since() + " only, and should be until " + shadow.until()
                : "";
    }

    private static String participle(String decision) {
        return switch (decision) {
            case ReviewDecision.APPROVE -> "Approved";
            case ReviewDecision.REJECT -> "Rejected";
            case ReviewDecision.SNOOZE -> "Snoozed";
            default -> "Undone";
        };
    }

    private Condition remediated(Remediation it) {
        if (!it.refused().isEmpty() && it.step().equals(Remediation.APPLIED)) {
            return condition(
                    REMEDIATED,
                    "False",
                    RBACViolationStatus.REGRESSED,
                    "refused since: " + String.join("; ", it.refused()) + "; "
                            + (it.message() == null ? "rbac-guard undo puts the binding back" : it.message()));
        }
        String status = it.step().equals(Remediation.APPLIED) ? "True" : "False";
        return condition(REMEDIATED, status, it.step(), it.message() == null ? standard(it) : it.message());
    }

    private static String standard(Remediation it) {
        return it.step().equals(Remediation.APPLIED)
                ? "applied at " + it.appliedAt() + ", watched until " + it.watchedUntil()
                : it.step().toLowerCase(Locale.ROOT);
    }

    private Condition condition(String type, String status, String reason, String message) {
        return new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .withObservedGeneration(look.generation())
                .withLastTransitionTime(since(type, status))
                .build();
    }

    private String since(String type, String status) {
        return last.stream()
                .filter(it -> type.equals(it.getType()) && status.equals(it.getStatus()))
                .map(Condition::getLastTransitionTime)
                .findFirst()
                .orElse(time);
    }
}
