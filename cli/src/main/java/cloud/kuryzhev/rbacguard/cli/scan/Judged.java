package cloud.kuryzhev.rbacguard.cli.scan;

import cloud.kuryzhev.rbacguard.cli.manifest.Location;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import java.util.List;

/** One object, and what was found in it. */
public record Judged(ObjectKey object, Location where, List<FoundIssue> findings) {

    public Judged {
        findings = List.copyOf(findings);
    }
}
