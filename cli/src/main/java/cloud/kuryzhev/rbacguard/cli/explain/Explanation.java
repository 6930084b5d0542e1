package cloud.kuryzhev.rbacguard.cli.explain;

import static java.util.stream.Collectors.joining;

import cloud.kuryzhev.rbacguard.cli.Json;
import cloud.kuryzhev.rbacguard.cli.Manifest;
import cloud.kuryzhev.rbacguard.cli.state.State;
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
record Explanation(
        Denial denial, Diagnosis diagnosis, List<RbacObject> fix, List<Finding> findings, List<Subject> givers) {

    Explanation {
        fix = List.copyOf(fix);
        findings = List.copyOf(findings);
        givers = List.copyOf(givers);
    }

    private record Shape(
            String subject,
            String permission,
            boolean allowed,
            List<String> reasons,
            String fix,
            List<String> refusedBy,
            List<String> warnings,
            List<String> givers) {}

    static Explanation of(Denial denial, Set<String> groups, State state, Policy policy, Instant now) {
        RbacSnapshot snapshot = state.snapshot();
        var diagnosis = Diagnosis.of(denial, groups, snapshot);
        List<RbacObject> fix = diagnosis.allowedBy().isPresent() ? List.of() : Fix.of(denial, snapshot);
        return new Explanation(
                denial,
                diagnosis,
                fix,
                findings(fix, policy, state.plus(fix), now),
                fix.isEmpty() ? List.of() : Givers.of(denial.permission(), snapshot));
    }

    /** Each rule once: the binding breaks most of those that its role breaks. */
    private static List<Finding> findings(List<RbacObject> fix, Policy policy, State then, Instant now) {
        var ofRoles = new RuleContext(policy, then.roles(), now);
        var ofBindings = new RuleContext(policy, then.cluster(), now);
        var byRule = new LinkedHashMap<String, Finding>();
        fix.stream()
                .flatMap(it -> PolicyEngine.standing(it, it instanceof Role ? ofRoles : ofBindings).stream())
                .filter(finding -> finding.action() == Action.DENY || finding.action() == Action.WARN)
                .forEach(finding -> byRule.putIfAbsent(finding.rule(), finding));
        return List.copyOf(byRule.values());
    }

    /** For {@code kubectl apply}; what speaks against it stands above it. */
    String yaml() {
        return told(Action.DENY)
                        .map(it -> "# refused by the policy: " + oneLine(it) + "\n")
                        .collect(joining())
                + told(Action.WARN)
                        .map(it -> "# think twice: " + oneLine(it) + "\n")
                        .collect(joining())
                + Manifest.yaml(fix);
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\u0085\u2028\u2029]", " ");
    }

    private Stream<String> told(Action action) {
        return findings.stream().filter(it -> it.action() == action).map(Finding::sentence);
    }

    String json() {
        return Json.text(new Shape(
                denial.subject().toString(),
                denial.permission().toString(),
                diagnosis.allowedBy().isPresent(),
                reasons(),
                Manifest.yaml(fix),
                told(Action.DENY).toList(),
                told(Action.WARN).toList(),
                givers.stream().map(Subject::toString).toList()));
    }

    String text() {
        var text = new StringBuilder();
        text.append(denial).append(diagnosis.allowedBy().isPresent() ? ", said the message.\n\n" : ".\n\n");
        reasons().forEach(reason -> text.append("- ").append(reason).append('\n'));
        if (!fix.isEmpty()) {
            text.append("\nThe smallest fix; anybody in system:masters can apply it");
            if (!givers.isEmpty()) {
                text.append(", and so can ")
                        .append(givers.stream().map(Subject::toString).collect(joining(", ")));
            }
            text.append(":\n\n").append(Manifest.yaml(fix));
            told(Action.DENY).forEach(it -> text.append("\nThe policy refuses this fix: ")
                    .append(it)
                    .append('\n'));
            told(Action.WARN)
                    .forEach(it -> text.append("\nThink twice: ").append(it).append('\n'));
        }
        return text.toString();
    }

    private List<String> reasons() {
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
