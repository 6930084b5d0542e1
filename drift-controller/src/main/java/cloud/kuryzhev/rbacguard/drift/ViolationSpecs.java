package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.Manifests;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec.PermissionState;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange;
import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.drift.AccessGap;
import cloud.kuryzhev.rbacguard.policy.drift.Confidence;
import cloud.kuryzhev.rbacguard.policy.drift.PermissionVerdict;
import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.drift.UsageWindow;
import cloud.kuryzhev.rbacguard.policy.drift.Violation;
import java.util.List;

/** Writes a violation down as people and kubectl read it. */
final class ViolationSpecs {

    private static final int FINDINGS = 50;

    private final Manifests manifests;
    private final SuggestedChanges suggestions;
    private final String auditPolicy;

    /** @param auditPolicy what the audit policy was read from; {@code ""} if it was not given */
    ViolationSpecs(Manifests manifests, String auditPolicy) {
        this.auditPolicy = auditPolicy.isEmpty() ? "not given" : auditPolicy;
        this.manifests = manifests;
        this.suggestions = new SuggestedChanges(manifests);
    }

    /** @param snapshot that it was found in */
    RBACViolationSpec spec(Violation violation, RbacSnapshot snapshot) {
        var room = new Room();
        SuggestedChange suggestion = suggestions.of(violation.suggestion(), room);
        return new RBACViolationSpec(
                violation.source().kind().toString(),
                violation.source().name(),
                violation.source().namespace().isEmpty()
                        ? null
                        : violation.source().namespace(),
                violation.violatedRules(),
                violation.severity().toString(),
                room.first(FINDINGS, "findings", violation.findings()).stream()
                        .map(ViolationSpecs::finding)
                        .toList(),
                room.first(Room.ROWS, "subjects", List.copyOf(violation.subjects())).stream()
                        .map(Object::toString)
                        .toList(),
                evidence(violation.window(), violation.confidence()),
                room.first(Room.ROWS, "permissions", violation.verdicts()).stream()
                        .map(ViolationSpecs::permission)
                        .toList(),
                excess(violation.verdicts(), room),
                violation.gap().map(ViolationSpecs::gap).orElse(null),
                suggestion,
                suggestions.hasRoomFor(violation.suggestion())
                        ? new ManifestDiff(manifests, snapshot).of(violation.suggestion(), room)
                        : null,
                room.omitted(),
                null);
    }

    private static RBACViolationSpec.Finding finding(Finding finding) {
        return new RBACViolationSpec.Finding(
                finding.rule(),
                finding.severity().toString(),
                Room.cut(finding.field()),
                Room.cut(finding.reason()),
                Room.cut(finding.fix()));
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

    private static List<String> excess(List<PermissionVerdict> verdicts, Room room) {
        List<String> unused = verdicts.stream()
                .filter(it -> it.verdict() instanceof PermissionVerdict.Unused)
                .map(PermissionVerdict::permission)
                .toList();
        return room.first(Room.ROWS, "excess", unused);
    }
}
