package cloud.kuryzhev.rbacguard.cli.scan;

import cloud.kuryzhev.rbacguard.cli.manifest.Problem;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import java.util.List;

/**
 * What a scan came to.
 *
 * @param findings in the order of the input
 * @param objects all that were judged, in the order of the input
 * @param errors what could not be judged
 */
record ScanResult(List<FoundIssue> findings, List<ObjectKey> objects, List<Problem> errors) {

    ScanResult {
        findings = List.copyOf(findings);
        objects = List.copyOf(objects);
        errors = List.copyOf(errors);
    }
}
