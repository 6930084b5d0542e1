package cloud.kuryzhev.rbacguard.cli.scan;

import cloud.kuryzhev.rbacguard.cli.manifest.Problem;
import java.util.List;

/**
 * What a scan came to.
 *
 * @param objects all that were judged, in the order of the input
 * @param errors what could not be judged
 */
public record ScanResult(List<Judged> objects, List<Problem> errors) {

    public ScanResult {
        objects = List.copyOf(objects);
        errors = List.copyOf(errors);
    }

    /** In the order of the input. */
    public List<FoundIssue> findings() {
        return objects.stream().flatMap(it -> it.findings().stream()).toList();
    }

    /** How much was found: {@code 1 finding in 5 objects}. */
    String summary() {
        return count(findings().size(), "finding") + " in " + count(objects.size(), "object");
    }

    private static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
