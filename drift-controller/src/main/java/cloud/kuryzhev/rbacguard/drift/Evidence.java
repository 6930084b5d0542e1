package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec.PermissionState;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec.UsageEvidence;
import org.jspecify.annotations.Nullable;

/** Tells a change that matters from numbers that merely run on: those alone are no reason to write. */
final class Evidence {

    private Evidence() {}

    /** Whether the two say the same, whatever their numbers, and whatever people said about one of them. */
    static boolean isSame(RBACViolationSpec one, RBACViolationSpec other) {
        return withoutCounts(one).equals(withoutCounts(other));
    }

    private static @Nullable UsageEvidence withoutTimes(@Nullable UsageEvidence usage) {
        return usage == null
                ? null
                : new UsageEvidence("", "", 0, usage.auditPolicy(), null, usage.youngest(), usage.needed());
    }

    private static RBACViolationSpec withoutCounts(RBACViolationSpec spec) {
        return new RBACViolationSpec(
                spec.sourceKind(),
                spec.sourceName(),
                spec.sourceNamespace(),
                spec.violatedRules(),
                spec.severity(),
                spec.findings(),
                spec.subjects(),
                withoutTimes(spec.usage()),
                spec.permissions().stream()
                        .map(it -> new PermissionState(it.permission(), it.verdict(), null, null, it.reason()))
                        .toList(),
                spec.excess(),
                spec.gap(),
                spec.suggestion(),
                spec.diff(),
                null,
                null,
                spec.changes());
    }
}
