package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Action;
import cloud.kuryzhev.rbacguard.policy.Severity;

/**
 * What a rule is, for messages, documentation and {@code policy.yaml}.
 *
 * @param id lower-case words; {@code policy.yaml} names the rule by it
 * @param severity in the whole cluster; in one namespace it is one step less
 * @param denies whether it refuses by default; otherwise findings that are HIGH or worse warn, and the rest is only recorded
 * @param why what somebody can do who holds what the rule looks for
 * @param fix what to do instead
 */
public record RuleSpec(String id, Severity severity, boolean denies, String why, String fix) {

    /** A rule that refuses by default. */
    public static RuleSpec denying(String id, Severity severity, String why, String fix) {
        return new RuleSpec(id, severity, true, why, fix);
    }

    /** A rule that warns or records by default. */
    public static RuleSpec telling(String id, Severity severity, String why, String fix) {
        return new RuleSpec(id, severity, false, why, fix);
    }

    /**
     * How much a match weighs: one step less in one namespace, one less where it is confined to named objects, one more in a
     * restricted namespace.
     */
    public Severity severity(boolean inOneNamespace, boolean restricted, boolean narrow) {
        Severity inScope = inOneNamespace ? severity.lowered() : severity;
        Severity ofMatch = narrow ? inScope.lowered() : inScope;
        return restricted ? ofMatch.raised() : ofMatch;
    }

    /** What is done about a finding of this rule where {@code policy.yaml} does not say. */
    public Action defaultAction(Severity found) {
        if (denies) {
            return Action.DENY;
        }
        return found.compareTo(Severity.HIGH) >= 0 ? Action.WARN : Action.AUDIT;
    }
}
