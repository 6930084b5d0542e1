package cloud.kuryzhev.rbacguard.cli.scan;

import cloud.kuryzhev.rbacguard.cli.manifest.Location;
import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;

/** A finding, and where it was found. */
public record FoundIssue(ObjectKey object, Finding finding, Location where) {

    /** The id of the finding's rule as the catalogue has it, without the name that may stand behind a colon. */
    public static String id(Finding finding) {
        return finding.rule().split(":", 2)[0];
    }
}
