package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What is wrong with one live object, and what should stand in its place.
 *
 * @param findings at least one
 * @param subjects everybody the object grants to: a binding's own, a role's through all its bindings
 * @param gap empty where nothing is granted, and where it is not known what the API server serves
 */
public record Violation(
        ObjectKey source,
        List<Finding> findings,
        SortedSet<Subject> subjects,
        UsageWindow window,
        Confidence confidence,
        List<PermissionVerdict> verdicts,
        Optional<AccessGap> gap,
        Suggestion suggestion) {

    public Violation {
        findings = List.copyOf(findings);
        verdicts = List.copyOf(verdicts);
    }

    /** That of its worst finding. */
    public Severity severity() {
        return findings.stream()
                .map(Finding::severity)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** The ids of the rules it breaks, each once, in the findings' order. */
    public List<String> violatedRules() {
        return findings.stream().map(Finding::rule).distinct().toList();
    }
}
