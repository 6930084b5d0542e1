package cloud.kuryzhev.rbacguard.cli.report;

import cloud.kuryzhev.rbacguard.cli.scan.FoundIssue;
import cloud.kuryzhev.rbacguard.cli.scan.ScanResult;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.policy.Action;
import cloud.kuryzhev.rbacguard.policy.Exemption;
import cloud.kuryzhev.rbacguard.policy.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that a report says, before it is laid out.
 *
 * @param at when it was looked at
 * @param scope what was looked at, for people
 * @param violations those that the drift controller keeps, with what people decided; empty where manifests alone were read
 */
record Evidence(Instant at, String scope, Policy policy, ScanResult scan, List<RBACViolation> violations) {

    Evidence {
        violations = List.copyOf(violations);
    }

    /** Every control, in the order of {@link Control#ALL}. */
    List<Assessment> assessments() {
        Set<String> off = policy.actions().entrySet().stream()
                .filter(it -> it.getValue() == Action.OFF)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        List<FoundIssue> findings = scan.findings();
        return Control.ALL.stream().map(it -> Assessment.of(it, findings, off)).toList();
    }

    /** What the policy excuses at that time. */
    List<Exemption> exemptions() {
        return policy.exemptions().stream()
                .filter(it -> at.isBefore(it.until()))
                .toList();
    }

    /** What people decided, by violation. */
    List<Decided> decisions() {
        return violations.stream().flatMap(it -> Decided.of(it).stream()).toList();
    }
}
