package cloud.kuryzhev.rbacguard.kube.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a violation stands. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RBACViolationStatus(
        @JsonPropertyDescription(
                "Open, Approved, Rejected, Snoozed, Applied, Regressed or Resolved; Noted, where nothing is wrong, and a change is told")
        String phase,

        @JsonPropertyDescription("When it was first found, RFC 3339") @Nullable
        String firstSeen,

        @JsonPropertyDescription("When it was last found anew or found changed, RFC 3339") @Nullable
        String lastSeen,

        @JsonPropertyDescription("When it was found gone, RFC 3339") @Nullable
        String resolvedAt,

        @JsonPropertyDescription("The metadata.generation that this speaks of") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription(
                "A digest of what is found and of what is suggested: a decision is about one content, and no other")
        @Nullable
        String content,

        @JsonPropertyDescription("The decision in spec.review, as it was taken") @Nullable
        TakenDecision decision,

        @JsonPropertyDescription("What was decided and signed so far, the newest 20, the oldest of them first")
        List<PastDecision> decisions,

        @JsonPropertyDescription("What became of the suggestion, where the controller applies them") @Nullable
        Remediation remediation,

        @JsonPropertyDescription("How the suggestion would have done since it was made") @Nullable
        ShadowWatch shadow,

        @JsonPropertyDescription(
                "Resolved: the object no longer breaks a rule; Reviewed: a decision stands; Remediated: the suggestion is applied")
        List<Condition> conditions) {

    public RBACViolationStatus {
        decisions = Lists.orEmpty(decisions);
        conditions = Lists.orEmpty(conditions);
    }

    /** Of one about which nothing was decided before. */
    public RBACViolationStatus(
            String phase,
            @Nullable String firstSeen,
            @Nullable String lastSeen,
            @Nullable String resolvedAt,
            @Nullable Long observedGeneration,
            @Nullable String content,
            @Nullable TakenDecision decision,
            @Nullable Remediation remediation,
            @Nullable ShadowWatch shadow,
            List<Condition> conditions) {
        this(
                phase,
                firstSeen,
                lastSeen,
                resolvedAt,
                observedGeneration,
                content,
                decision,
                List.of(),
                remediation,
                shadow,
                conditions);
    }

    /** The same, with another fate of its suggestion. */
    public RBACViolationStatus with(@Nullable Remediation other) {
        return new RBACViolationStatus(
                phase,
                firstSeen,
                lastSeen,
                resolvedAt,
                observedGeneration,
                content,
                decision,
                decisions,
                other,
                shadow,
                conditions);
    }

    /** It is found in the live object, and nobody has decided about it. */
    public static final String OPEN = "Open";

    /** The suggestion is to be applied. */
    public static final String APPROVED = "Approved";

    /** The object stays as it is. */
    public static final String REJECTED = "Rejected";

    /** It is looked at again later. */
    public static final String SNOOZED = "Snoozed";

    /** The suggestion was applied, and its subjects are watched. */
    public static final String APPLIED = "Applied";

    /** A permission that was taken away was asked for again. */
    public static final String REGRESSED = "Regressed";

    /** The live object no longer has it. */
    public static final String RESOLVED = "Resolved";

    /** Nothing is wrong with the live object; that it was changed is told. */
    public static final String NOTED = "Noted";
}
