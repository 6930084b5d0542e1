package cloud.kuryzhev.rbacguard.kube.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a violation stands. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RBACViolationStatus(
        @JsonPropertyDescription("Open or Resolved") String phase,

        @JsonPropertyDescription("When it was first found, RFC 3339") @Nullable
        String firstSeen,

        @JsonPropertyDescription("When it was last found anew or found changed, RFC 3339") @Nullable
        String lastSeen,

        @JsonPropertyDescription("When it was found gone, RFC 3339") @Nullable
        String resolvedAt,

        @JsonPropertyDescription("The metadata.generation that this speaks of") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("Resolved: True once the object no longer breaks a rule")
        List<Condition> conditions) {

    public RBACViolationStatus {
        conditions = Lists.orEmpty(conditions);
    }

    /** It is found in the live object. */
    public static final String OPEN = "Open";

    /** The live object no longer has it. */
    public static final String RESOLVED = "Resolved";
}
