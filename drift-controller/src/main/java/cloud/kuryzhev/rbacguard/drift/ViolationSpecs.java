package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.Manifests;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec.PermissionState;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange;
import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.drift.AccessGap;
import cloud.kuryzhev.rbacguard.policy.drift.Confidence;
import cloud.kuryzhev.rbacguard.policy.drift.PermissionVerdict;
import cloud.kuryzhev.rbacguard.policy.drift.UsageWindow;
import cloud.kuryzhev.rbacguard.policy.drift.Violation;
import java.util.List;

/** Writes a violation down as people and kubectl read it. */
final class ViolationSpecs {

    /** More rows than anybody reads would only make the object too large to store. */
    private static final int MAX_PERMISSIONS = 500;

    private final SuggestedChanges suggestions;
    private final String auditPolicy;

    /** @param auditPolicy what the audit policy was read from; {@code ""} if it was not given */
    ViolationSpecs(Manifests manifests, String auditPolicy) {
        this.auditPolicy = auditPolicy.isEmpty() ? "not given" : auditPolicy;
        this.suggestions = new SuggestedChanges(manifests);
    }

    RBACViolationSpec spec(Violation violation) {
        SuggestedChange suggestion = suggestions.of(violation.suggestion());
        return new RBACViolationSpec(
                violation.source().kind().toString(),
                violation.source().name(),
                violation.source().namespace().isEmpty()
                        ? null
                        : violation.source().namespace(),
                violation.violatedRules(),
                violation.severity().toString(),
                violation.findings().stream().map(ViolationSpecs::finding).toList(),
                violation.subjects().stream().map(Object::toString).toList(),
                evidence(violation.window(), violation.confidence()),
                permissions(violation.verdicts()),
                excess(violation.verdicts()),
                violation.gap().map(ViolationSpecs::gap).orElse(null),
                suggestion,
                null);
    }

    private static RBACViolationSpec.Finding finding(Finding finding) {
        return new RBACViolationSpec.Finding(
                finding.rule(), finding.severity().toString(), finding.field(), finding.reason(), finding.fix());
    }

    private RBACViolationSpec.UsageEvidence evidence(UsageWindow window, Confidence confidence) {
        return new RBACViolationSpec.UsageEvidence(
                ViolationStatuses.rfc3339(window.from()),
                ViolationStatuses.rfc3339(window.to()),
                window.events(),
                auditPolicy,
                ViolationStatuses.rfc3339(confidence.gaplessSince()),
                confidence.youngest(),
                confidence.required() + (confidence.required().schedulesKnown() ? "" : "; CronJobs could not be read"));
    }

    private static RBACViolationSpec.AccessGap gap(AccessGap gap) {
        return new RBACViolationSpec.AccessGap(
                gap.permissions(),
                gap.used(),
                gap.unobservable(),
                gap.unusedPercent(),
                gap.unusedRiskPercent(),
                gap.discovery());
    }

    private static List<PermissionState> permissions(List<PermissionVerdict> verdicts) {
        return verdicts.stream()
                .limit(MAX_PERMISSIONS)
                .map(ViolationSpecs::permission)
                .toList();
    }

    private static PermissionState permission(PermissionVerdict it) {
        return switch (it.verdict()) {
            case PermissionVerdict.Used used ->
                new PermissionState(
                        it.permission(),
                        "used",
                        ViolationStatuses.rfc3339(used.seen().last()),
                        used.seen().count(),
                        null);
            case PermissionVerdict.Unused unused ->
                new PermissionState(
                        it.permission(),
                        "unused",
                        null,
                        null,
                        unused.apartFromUsed() ? "apart from what is listed as used" : null);
            case PermissionVerdict.Unobservable unobservable ->
                new PermissionState(it.permission(), "unobservable", null, null, unobservable.reason());
        };
    }

    private static List<String> excess(List<PermissionVerdict> verdicts) {
        return verdicts.stream()
                .filter(it -> it.verdict() instanceof PermissionVerdict.Unused)
                .limit(MAX_PERMISSIONS)
                .map(PermissionVerdict::permission)
                .toList();
    }
}
