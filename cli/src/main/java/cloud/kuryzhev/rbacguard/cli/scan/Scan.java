package cloud.kuryzhev.rbacguard.cli.scan;

import cloud.kuryzhev.rbacguard.cli.manifest.Loaded;
import cloud.kuryzhev.rbacguard.cli.manifest.Located;
import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.PolicyEngine;
import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import java.util.Set;

/**
 * Judges everything that was found.
 *
 * @param only the ids of the rules that count; empty for all
 * @param least the least severity that counts
 */
record Scan(RuleContext context, Set<String> only, Severity least) {

    ScanResult of(Loaded loaded) {
        return new ScanResult(loaded.objects().stream().map(this::of).toList(), loaded.problems());
    }

    private Judged of(Located located) {
        ObjectKey key = located.object().key();
        return new Judged(
                key,
                located.of(""),
                PolicyEngine.findings(located.object(), context).stream()
                        .filter(this::counts)
                        .map(finding -> new FoundIssue(key, finding, located.of(finding.field())))
                        .toList());
    }

    private boolean counts(Finding finding) {
        return finding.severity().compareTo(least) >= 0 && (only.isEmpty() || only.contains(FoundIssue.id(finding)));
    }
}
