package cloud.kuryzhev.rbacguard.kube.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the drift controller found. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RBACViolationSpec(
        @Required
        @JsonPropertyDescription(
                "Kind of the live object: Role, ClusterRole, RoleBinding, ClusterRoleBinding or ConfigMap")
        String sourceKind,

        @Required @JsonPropertyDescription("Name of the live object")
        String sourceName,

        @JsonPropertyDescription("Namespace of the live object; absent for cluster-scoped objects") @Nullable
        String sourceNamespace,

        @Required @JsonInclude @JsonPropertyDescription("Ids of the rules it breaks, each once")
        List<String> violatedRules,

        @Required @JsonPropertyDescription("The worst finding's: LOW, MEDIUM, HIGH or CRITICAL")
        String severity,

        @Required @JsonInclude @JsonPropertyDescription("Every rule it breaks: where, why, and what to do instead")
        List<Finding> findings,

        @JsonPropertyDescription("Whom it grants something, directly or through its bindings")
        List<String> subjects,

        @JsonPropertyDescription("The evidence: for how long the audit log was read, and how much of it") @Nullable
        UsageEvidence usage,

        @JsonPropertyDescription("used, unused or unobservable, for every permission that is granted")
        List<PermissionState> permissions,

        @JsonPropertyDescription("The granted permissions that were not used")
        List<String> excess,

        @JsonPropertyDescription("How much more is granted than was used") @Nullable
        AccessGap gap,

        @JsonPropertyDescription("What to do about it") @Nullable
        SuggestedChange suggestion,

        @JsonPropertyDescription("What the suggestion changes, as a unified diff of the live manifests") @Nullable
        String diff,

        @JsonPropertyDescription("How much had no room here, by field") @Nullable
        Map<String, Integer> omitted,

        @JsonPropertyDescription("What people decided about it; the controller writes everything else") @Nullable
        ReviewDecision review,

        @JsonPropertyDescription("Who changed it lately, from where, and what; the latest last")
        List<RbacChange> changes) {

    public RBACViolationSpec {
        violatedRules = Lists.orEmpty(violatedRules);
        findings = Lists.orEmpty(findings);
        subjects = Lists.orEmpty(subjects);
        permissions = Lists.orEmpty(permissions);
        excess = Lists.orEmpty(excess);
        changes = Lists.orEmpty(changes);
    }

    /** Of an object of which no change is known. */
    public RBACViolationSpec(
            String sourceKind,
            String sourceName,
            @Nullable String sourceNamespace,
            List<String> violatedRules,
            String severity,
            List<Finding> findings,
            List<String> subjects,
            @Nullable UsageEvidence usage,
            List<PermissionState> permissions,
            List<String> excess,
            @Nullable AccessGap gap,
            @Nullable SuggestedChange suggestion,
            @Nullable String diff,
            @Nullable Map<String, Integer> omitted,
            @Nullable ReviewDecision review) {
        this(
                sourceKind,
                sourceName,
                sourceNamespace,
                violatedRules,
                severity,
                findings,
                subjects,
                usage,
                permissions,
                excess,
                gap,
                suggestion,
                diff,
                omitted,
                review,
                List.of());
    }

    /** The same with one finding more, of a rule of its own. */
    public RBACViolationSpec withFinding(Finding finding, String worst) {
        return with(Lists.with(violatedRules, finding.rule()), worst, Lists.with(findings, finding), review, changes);
    }

    /** The same, with these changes. */
    public RBACViolationSpec withChanges(List<RbacChange> others) {
        return with(violatedRules, severity, findings, review, others);
    }

    /** The same without what people decided: as the controller writes it. */
    public RBACViolationSpec withoutReview() {
        return with(violatedRules, severity, findings, null, changes);
    }

    private RBACViolationSpec with(
            List<String> rules,
            String worst,
            List<Finding> found,
            @Nullable ReviewDecision decided,
            List<RbacChange> known) {
        return new RBACViolationSpec(
                sourceKind,
                sourceName,
                sourceNamespace,
                rules,
                worst,
                found,
                subjects,
                usage,
                permissions,
                excess,
                gap,
                suggestion,
                diff,
                omitted,
                decided,
                known);
    }

    /** One rule that the object breaks. */
    public record Finding(
            @JsonPropertyDescription("Rule id") String rule,

            @JsonPropertyDescription("LOW, MEDIUM, HIGH or CRITICAL")
            String severity,

            @JsonPropertyDescription("Where in the object") String field,

            @JsonPropertyDescription("What is wrong and why that is dangerous")
            String reason,

            @JsonPropertyDescription("What to do instead") String fix) {}

    /** For how long, and how much. */
    public record UsageEvidence(
            @JsonPropertyDescription("Start of the gapless time of observation since the grant was made, RFC 3339")
            String from,

            @JsonPropertyDescription("Time of the last audit event when this was written, RFC 3339")
            String to,

            @JsonPropertyDescription("Audit events read in the log's gapless coverage")
            long events,

            @JsonPropertyDescription(
                    "The API server's audit policy, of which it follows what the log can show: a file, a preset, or \"not given\"")
            @Nullable
            String auditPolicy,

            @JsonPropertyDescription("Since when the audit log was read without a gap, RFC 3339") @Nullable
            String gaplessSince,

            @JsonPropertyDescription(
                    "What is youngest of all that must be old enough to be judged, and since when it is there")
            @Nullable
            String youngest,

            @JsonPropertyDescription("How long the time of observation must be, and why") @Nullable
            String needed) {}

    /** Granted against used. Wildcards count as what the API server serves. */
    public record AccessGap(
            @JsonPropertyDescription("Permissions that are granted")
            long permissions,

            @JsonPropertyDescription("Those of them that were used")
            long used,

            @JsonPropertyDescription("Those of them whose use no audit log shows")
            long unobservable,

            @JsonPropertyDescription("Unused permissions, of 100 granted ones")
            int unusedPercent,

            @JsonPropertyDescription("The same, with each permission weighed by the harm that it can do")
            int unusedRiskPercent,

            @JsonPropertyDescription(
                    "The API that wildcards were expanded against: the server's version and the number of resources")
            String discovery) {}

    /** A verdict on one permission. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record PermissionState(
            @JsonPropertyDescription("Such as: get pods -n production")
            String permission,

            @JsonPropertyDescription("used, unused or unobservable")
            String verdict,

            @JsonPropertyDescription("Last use, RFC 3339") @Nullable
            String lastUsed,

            @JsonPropertyDescription("How often it was used") @Nullable
            Long count,

            @JsonPropertyDescription("Why this verdict, where that is not plain") @Nullable
            String reason) {}
}
