package cloud.kuryzhev.rbacguard.kube.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** What somebody decided about a violation. Who and when is stamped by admission: nobody signs for another. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ReviewDecision(
        @Required @Pattern("^(approve|reject|snooze)$") @JsonPropertyDescription("approve, reject or snooze")
        String decision,

        @Pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$")
        @JsonPropertyDescription("When a rejection or snooze ends, RFC 3339")
        @Nullable
        String until,

        @Size(max = 1024) @JsonPropertyDescription("Why, for whoever asks later") @Nullable
        String reason,

        @JsonPropertyDescription("Who decided: stamped by admission, whatever is written here") @Nullable
        String by,

        @JsonPropertyDescription("When that was, RFC 3339: stamped by admission, whatever is written here") @Nullable
        String at) {}
