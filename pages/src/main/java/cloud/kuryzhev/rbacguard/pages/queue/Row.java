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
 * @param rules the first of them
 * @param more how many subjects are not shown
 * @param unused of 100 permissions, or {@code ""} where that is not known
 * @param owners who is in charge, as far as is known
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
        List<String> owners,
        String shown) {

    private static final int SUBJECTS = 2;
    private static final int RULES = 10;
    private static final int LONGEST = 200;

    static Row of(RBACViolation violation, Owners owners) {
        RBACViolationSpec spec = violation.getSpec();
        return new Row(
                "/violations/" + violation.getMetadata().getNamespace() + "/"
                        + violation.getMetadata().getName(),
                violation.getMetadata().getNamespace(),
                cut(spec.sourceKind() + " " + spec.sourceName()),
                cut(spec.severity()),
                spec.violatedRules().stream().limit(RULES).map(Row::cut).toList(),
                spec.subjects().stream().limit(SUBJECTS).map(Row::cut).toList(),
                Math.max(0, spec.subjects().size() - SUBJECTS),
                spec.gap() == null ? "" : spec.gap().unusedPercent() + " %",
                Phases.of(violation),
                Column.seen(violation),
                owners.of(spec.sourceNamespace()),
                Shown.of(violation).toString());
    }

    /** Whoever wrote a name of 10 KB does not get a page for it. */
    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
