package cloud.kuryzhev.rbacguard.kube.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** What somebody decided once, and signed. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PastDecision(
        @Required @JsonPropertyDescription("approve, reject, snooze or undo")
        String decision,

        @Required @JsonPropertyDescription("Who decided") String by,

        @JsonPropertyDescription("When, RFC 3339") @Nullable String at,

        @JsonPropertyDescription("When it was to end, RFC 3339") @Nullable
        String until,

        @JsonPropertyDescription("Why") @Nullable String reason,

        @JsonPropertyDescription("The metadata.generation in which the controller first saw it") @Nullable
        Long generation) {}
