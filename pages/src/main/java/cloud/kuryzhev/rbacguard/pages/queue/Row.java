package cloud.kuryzhev.rbacguard.pages.queue;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.pages.known.Owners;
import cloud.kuryzhev.rbacguard.pages.known.Phases;
import cloud.kuryzhev.rbacguard.pages.violation.Shown;
import java.util.List;

/**
 * A violation as the queue shows it.
 *
 * @param more how many subjects are not shown
 * @param unused of 100 permissions, or {@code ""} where that is not known
 * @param owners who is in charge, or {@code ""}
 * @param shown what of it a decision speaks of
 */
record Row(
        String path,
        String namespace,
        String object,
        String severity,
        List<String> rules,
        List<String> subjects,
        int more,
        String unused,
        String phase,
        String seen,
        String owners,
        String shown) {

    private static final int SUBJECTS = 2;

    static Row of(RBACViolation violation, Owners owners) {
        RBACViolationSpec spec = violation.getSpec();
        return new Row(
                "/violations/" + violation.getMetadata().getNamespace() + "/"
                        + violation.getMetadata().getName(),
                violation.getMetadata().getNamespace(),
                spec.sourceKind() + " " + spec.sourceName(),
                spec.severity(),
                spec.violatedRules(),
                spec.subjects().stream().limit(SUBJECTS).toList(),
                Math.max(0, spec.subjects().size() - SUBJECTS),
                spec.gap() == null ? "" : spec.gap().unusedPercent() + " %",
                Phases.of(violation),
                Column.seen(violation),
                String.join(", ", owners.of(spec.sourceNamespace())),
                Shown.of(violation).toString());
    }
}
