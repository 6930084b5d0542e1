package cloud.kuryzhev.rbacguard.policy;

import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rule.Match;
import cloud.kuryzhev.rbacguard.policy.rule.Rule;
import cloud.kuryzhev.rbacguard.policy.rule.RuleSpec;
import java.util.List;

/** Judges objects and requests by a policy. One evaluator for admission and drift. */
public final class PolicyEngine {

    private PolicyEngine() {}

    /** Everything that is wrong with {@code object}, in the catalogue's order. */
    public static List<Finding> findings(RbacObject object, RuleContext context) {
        return Rule.CATALOGUE.stream()
                .flatMap(rule -> rule.matches(object, context)
                        .map(match -> finding(rule.spec(), match, object, context.policy())))
                .filter(finding -> finding.action() != Action.OFF)
                .toList();
    }

    /** The findings for which {@code object} would be refused. */
    public static List<Finding> refusals(RbacObject object, RuleContext context) {
        return with(Action.DENY, findings(object, context));
    }

    /**
     * Whether a request may pass.
     *
     * <ol>
     *   <li>a system writer passes: refusing it would stop the control plane itself;
     *   <li>an update that grants nothing new passes: revoking must never be refused;
     *   <li>an object with a finding whose action is deny is denied, with every finding but those that are only recorded;
     *   <li>anything else passes, with its findings as warnings or for the record.
     * </ol>
     */
    public static Decision evaluate(Review review, RuleContext context) {
        if (SystemWriters.includes(review.requester().username()) || review.grantsNothingNew()) {
            return Decision.Allowed.WITHOUT_A_WORD;
        }
        List<Finding> findings = findings(review.object(), context);
        List<Finding> refusals = with(Action.DENY, findings);
        List<Finding> warnings = with(Action.WARN, findings);
        return refusals.isEmpty()
                ? new Decision.Allowed(warnings, with(Action.AUDIT, findings))
                : new Decision.Denied(review.object().key(), refusals, warnings);
    }

    private static List<Finding> with(Action action, List<Finding> findings) {
        return findings.stream().filter(finding -> finding.action() == action).toList();
    }

    private static Finding finding(RuleSpec rule, Match match, RbacObject object, Policy policy) {
        Severity severity = severity(rule, match, object, policy);
        return new Finding(
                match.subject().isEmpty() ? rule.id() : rule.id() + ":" + match.subject(),
                policy.action(rule.id()).orElseGet(() -> rule.defaultAction(severity)),
                severity,
                match.field(),
                match.reason(),
                rule.fix());
    }

    private static Severity severity(RuleSpec rule, Match match, RbacObject object, Policy policy) {
        String namespace = object.key().namespace();
        Severity inScope =
                namespace.isEmpty() ? rule.severity() : rule.severity().lowered();
        Severity ofMatch = match.narrow() ? inScope.lowered() : inScope;
        return policy.restrictedNamespaces().contains(namespace) ? ofMatch.raised() : ofMatch;
    }
}
