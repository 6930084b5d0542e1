package cloud.kuryzhev.rbacguard.policy;

import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A rule of the operators' own, in the Common Expression Language (CEL), as ValidatingAdmissionPolicies have them.
 *
 * @param id {@code custom_} and lower-case words
 * @param kinds of the objects it judges
 * @param expression true for an object that is fine
 * @param message what is wrong otherwise, one sentence without a full stop
 * @param messageExpression a string expression that says it better; {@code message} stands in where it fails
 * @param reason why that is dangerous, for the message; may be empty
 * @param check the expressions, ready to be evaluated
 */
public record CustomRule(
        String id,
        SortedSet<Kind> kinds,
        String expression,
        String message,
        Optional<String> messageExpression,
        String reason,
        Severity severity,
        Action action,
        CustomCheck check) {

    /** What every id begins with, so that none is ever taken for one of the catalogue. */
    public static final String PREFIX = "custom_";

    private static final int LONGEST_SHOWN = 200;

    public CustomRule {
        kinds = Collections.unmodifiableSortedSet(new TreeSet<>(kinds));
    }

    /** What it has against {@code object}; without a request, a rule that asks about one has nothing. An evaluation that fails is a finding. */
    Optional<Finding> finding(RbacObject object, Optional<Review> review, RuleContext context) {
        if (action == Action.OFF
                || !kinds.contains(object.key().kind())
                || (review.isEmpty() && check.asksAboutTheRequest())) {
            return Optional.empty();
        }
        return switch (check.outcome(object, review, context)) {
            case CustomCheck.Fine _ -> Optional.empty();
            case CustomCheck.Broken(Optional<String> told) -> Optional.of(finding(told.orElse(message)));
            case CustomCheck.Failed(String why) ->
                Optional.of(finding("this rule of the policy could not be evaluated, and so nobody knows: " + why));
        };
    }

    private Finding finding(String what) {
        return new Finding(
                id,
                action,
                severity,
                "object",
                reason.isEmpty() ? what : what + "; " + reason,
                "change it so that this holds: " + shown());
    }

    private String shown() {
        String line = expression.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "…";
    }
}
