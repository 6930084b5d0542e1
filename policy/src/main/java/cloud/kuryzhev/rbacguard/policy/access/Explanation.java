package cloud.kuryzhev.rbacguard.policy.access;

import cloud.kuryzhev.rbacguard.policy.Action;
import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.PolicyEngine;
import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A denial, why it is one, and what would end it.
 *
 * @param fix empty where the request is allowed by now
 * @param findings for which the policy would refuse the fix, or warn of it, by what its subject holds already
 * @param givers who can apply the fix, beside the members of {@code system:masters}
 */
public record Explanation(
        Denial denial, Diagnosis diagnosis, List<RbacObject> fix, List<Finding> findings, List<Subject> givers) {

    public Explanation {
        fix = List.copyOf(fix);
        findings = List.copyOf(findings);
        givers = List.copyOf(givers);
    }

    /**
     * Explains {@code denial} by what is known.
     *
     * @param groups of the subject, beside those that follow from what it is
     */
    public static Explanation of(Denial denial, Set<String> groups, KnownCluster known, Policy policy, Instant now) {
        RbacSnapshot snapshot = known.snapshot();
        var diagnosis = Diagnosis.of(denial, groups, snapshot);
        List<RbacObject> fix = diagnosis.allowedBy().isPresent() ? List.of() : Fix.of(denial, snapshot);
        return new Explanation(
                denial,
                diagnosis,
                fix,
                findings(fix, policy, known.plus(fix), now),
                fix.isEmpty() ? List.of() : Givers.of(denial.permission(), snapshot));
    }

    /** Each rule once: the binding breaks most of those that its role breaks. */
    private static List<Finding> findings(List<RbacObject> fix, Policy policy, KnownCluster then, Instant now) {
        var ofRoles = new RuleContext(policy, then.roles(), now);
        var ofBindings = new RuleContext(policy, then.cluster(), now);
        var byRule = new LinkedHashMap<String, Finding>();
        fix.stream()
                .flatMap(it -> PolicyEngine.standing(it, it instanceof Role ? ofRoles : ofBindings).stream())
                .filter(finding -> finding.action() == Action.DENY || finding.action() == Action.WARN)
                .forEach(finding -> byRule.putIfAbsent(finding.rule(), finding));
        return List.copyOf(byRule.values());
    }

    /** Whether the request is allowed by now. */
    public boolean isAllowed() {
        return diagnosis.allowedBy().isPresent();
    }

    /** What the findings of {@code action} say. */
    public List<String> told(Action action) {
        return findings.stream()
                .filter(it -> it.action() == action)
                .map(Finding::sentence)
                .toList();
    }

    /** Why it is denied, in sentences without a full stop; or what allows it by now. */
    public List<String> reasons() {
        return diagnosis
                .allowedBy()
                .map(binding -> List.of("it is allowed by now, through " + binding.key()))
                .orElseGet(() ->
                        Stream.concat(diagnosis.reasons().stream(), others()).toList());
    }

    private Stream<String> others() {
        return diagnosis.bindings() == 0
                ? Stream.empty()
                : Stream.of("of the bindings that reach " + denial.subject() + ", " + diagnosis.bindings()
                        + " in all, none grants " + denial.permission());
    }
}
