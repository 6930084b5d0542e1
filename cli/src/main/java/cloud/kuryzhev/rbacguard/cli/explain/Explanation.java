package cloud.kuryzhev.rbacguard.cli.explain;

import cloud.kuryzhev.rbacguard.cli.Json;
import cloud.kuryzhev.rbacguard.cli.Manifest;
import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.PolicyEngine;
import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A denial, why it is one, and what would end it.
 *
 * @param fix empty where the request is allowed by now
 * @param findings of the fix, which is no reason not to have it, but one to think
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
            List<String> givers) {}

    static Explanation of(Denial denial, Set<String> groups, RbacSnapshot snapshot) {
        var diagnosis = Diagnosis.of(denial, groups, snapshot);
        List<RbacObject> fix = diagnosis.allowedBy().isPresent() ? List.of() : Fix.of(denial, snapshot);
        var context = new RuleContext(Policy.DEFAULT, Cluster.UNKNOWN, Instant.MAX);
        return new Explanation(
                denial,
                diagnosis,
                fix,
                fix.stream()
                        .flatMap(it -> PolicyEngine.findings(it, context).stream())
                        .toList(),
                fix.isEmpty() ? List.of() : Givers.of(denial.permission(), snapshot));
    }

    String yaml() {
        return Manifest.yaml(fix);
    }

    String json() {
        return Json.text(new Shape(
                denial.subject().toString(),
                denial.permission().toString(),
                diagnosis.allowedBy().isPresent(),
                reasons(),
                yaml(),
                givers.stream().map(Subject::toString).toList()));
    }

    String text() {
        var text = new StringBuilder();
        text.append(denial).append(diagnosis.allowedBy().isPresent() ? ", said the message.\n\n" : ".\n\n");
        reasons().forEach(reason -> text.append("- ").append(reason).append('\n'));
        if (!fix.isEmpty()) {
            text.append("\nThe smallest fix; anybody in system:masters can apply it");
            givers.forEach(giver -> text.append(", ").append(giver));
            text.append(":\n\n").append(yaml());
            findings.forEach(
                    it -> text.append("\nThink twice: ").append(it.sentence()).append('\n'));
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
