package cloud.kuryzhev.rbacguard.policy;

import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rule.Match;
import cloud.kuryzhev.rbacguard.policy.rule.Rule;
import cloud.kuryzhev.rbacguard.policy.rule.RuleSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges objects and requests by a policy. One evaluator for admission and drift. */
public final class PolicyEngine {

    private PolicyEngine() {}

    /** Everything that is wrong with {@code object}, in the catalogue's order, then by the operators' own rules. */
    public static List<Finding> findings(RbacObject object, RuleContext context) {
        return findings(object, Optional.empty(), context);
    }

    /** The findings from which {@code object} is not exempted where it stands. */
    public static List<Finding> standing(RbacObject object, RuleContext context) {
        return Exemptions.of(object, findings(object, context), context).held();
    }

    /** Those for which {@code object}, were it asked for, would be refused. */
    public static List<Finding> refusals(RbacObject object, RuleContext context) {
        return with(Action.DENY, standing(object, context));
    }

    /** Whether {@code object}, which has {@code findings}, would be refused where it stands. */
    static boolean refuses(RbacObject object, List<Finding> findings, RuleContext context) {
        return !Exemptions.of(object, with(Action.DENY, findings), context)
                .held()
                .isEmpty();
    }

    /**
     * Whether a request may pass.
     *
     * <ol>
     *   <li>a system writer passes: refusing it would stop the control plane itself;
     *   <li>what the policy protects from this requester is denied;
     *   <li>findings that the policy exempts for a time are only recorded;
     *   <li>an update that grants nothing new passes, with a warning of what is still wrong: revoking must never be refused;
     *   <li>an object with a finding whose action is deny is denied, with every finding but those that are only recorded;
     *   <li>anything else passes, with its findings as warnings or for the record;
     *   <li>what would be denied passes too, unless the policy's {@link Mode mode} is to enforce.
     * </ol>
     */
    public static Decision evaluate(Review review, RuleContext context) {
        if (SystemWriters.includes(review.requester().username())) {
            return Decision.Allowed.WITHOUT_A_WORD;
        }
        ObjectKey key = review.object().key();
        List<Finding> protections = context.policy().refuses(review.requester(), key, review.operation());
        Decision decision =
                protections.isEmpty() ? judge(review, context) : new Decision.Denied(key, protections, List.of());
        return context.policy().mode().soften(decision);
    }

    /** Whether an object may be deleted: unless the policy protects it from this requester, since revoking must never be refused. */
    public static Decision evaluateDeletion(Requester requester, ObjectKey key, Policy policy) {
        List<Finding> protections = SystemWriters.includes(requester.username())
                ? List.of()
                : policy.refuses(requester, key, Operation.DELETE);
        return protections.isEmpty()
                ? Decision.Allowed.WITHOUT_A_WORD
                : policy.mode().soften(new Decision.Denied(key, protections, List.of()));
    }

    private static Decision judge(Review review, RuleContext context) {
        boolean widens = !Ratchet.grantsNothingNew(review, context.cluster());
        Exemptions.Sorted sorted =
                Exemptions.of(review, widens, findings(review.object(), Optional.of(review), context), context);
        List<Finding> held = sorted.held();
        if (!widens) {
            return new Decision.Allowed(without(Action.AUDIT, held), with(Action.AUDIT, held), sorted.exempted());
        }
        List<Finding> refusals = with(Action.DENY, held);
        List<Finding> warnings = with(Action.WARN, held);
        return refusals.isEmpty()
                ? new Decision.Allowed(warnings, with(Action.AUDIT, held), sorted.exempted())
                : new Decision.Denied(review.object().key(), refusals, warnings, sorted.exempted());
    }

    private static List<Finding> findings(RbacObject object, Optional<Review> review, RuleContext context) {
        List<Broken> broken = broken(object, context);
        String affected = broken.isEmpty() ? "" : Affected.by(object, context.cluster());
        List<Finding> findings = new ArrayList<>();
        for (Broken each : broken) {
            findings.add(finding(each.rule(), each.match(), object, context.policy(), affected));
        }
        context.policy().customRules().forEach(rule -> rule.finding(object, review, context)
                .ifPresent(findings::add));
        return List.copyOf(findings);
    }

    private record Broken(RuleSpec rule, Match match) {}

    private static List<Broken> broken(RbacObject object, RuleContext context) {
        var beyondShipped = BeyondShipped.of(object, context);
        List<Broken> broken = new ArrayList<>();
        for (Rule rule : Rule.CATALOGUE) {
            RuleSpec spec = rule.spec();
            if (context.policy().action(spec.id()).orElse(Action.AUDIT) != Action.OFF) {
                beyondShipped.matches(rule).forEach(match -> broken.add(new Broken(spec, match)));
            }
        }
        return broken;
    }

    private static List<Finding> with(Action action, List<Finding> findings) {
        return findings.stream().filter(finding -> finding.action() == action).toList();
    }

    private static List<Finding> without(Action action, List<Finding> findings) {
        return findings.stream().filter(finding -> finding.action() != action).toList();
    }

    private static Finding finding(RuleSpec rule, Match match, RbacObject object, Policy policy, String affected) {
        Severity severity = severity(rule, match, object, policy);
        Action action = policy.action(rule.id()).orElseGet(() -> rule.defaultAction(severity));
        return new Finding(
                match.subject().isEmpty() ? rule.id() : rule.id() + ":" + match.subject(),
                action,
                severity,
                match.field(),
                action == Action.AUDIT ? match.reason() : match.reason() + affected,
                rule.fix());
    }

    private static Severity severity(RuleSpec rule, Match match, RbacObject object, Policy policy) {
        String namespace = object.key().namespace();
        return rule.severity(!namespace.isEmpty(), policy.restrictedNamespaces().contains(namespace), match.narrow());
    }
}
