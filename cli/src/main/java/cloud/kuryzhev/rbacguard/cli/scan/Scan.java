package cloud.kuryzhev.rbacguard.cli.scan;

import cloud.kuryzhev.rbacguard.cli.manifest.Loaded;
import cloud.kuryzhev.rbacguard.cli.manifest.Located;
import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.PolicyEngine;
import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.Severity;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Judges everything that was found.
 *
 * @param only the ids of the rules that count; empty for all
 * @param least the least severity that counts
 */
record Scan(RuleContext context, Set<String> only, Severity least) {

    ScanResult of(Loaded loaded) {
        List<FoundIssue> findings = loaded.objects().stream().flatMap(this::of).toList();
        return new ScanResult(
                findings, loaded.objects().stream().map(it -> it.object().key()).toList(), loaded.problems());
    }

    private Stream<FoundIssue> of(Located located) {
        return PolicyEngine.findings(located.object(), context).stream()
                .filter(this::counts)
                .map(finding -> new FoundIssue(located.object().key(), finding, located.of(finding.field())));
    }

    private boolean counts(Finding finding) {
        String id = finding.rule().split(":", 2)[0];
        return finding.severity().compareTo(least) >= 0 && (only.isEmpty() || only.contains(id));
    }
}
