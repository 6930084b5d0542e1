package cloud.kuryzhev.rbacguard.policy;

import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
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

    public CustomRule {
        kinds = Collections.unmodifiableSortedSet(new TreeSet<>(kinds));
    }
}
