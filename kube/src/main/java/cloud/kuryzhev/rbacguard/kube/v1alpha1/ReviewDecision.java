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
        @Required
        @Pattern("^(approve|reject|snooze|undo)$")
        @JsonPropertyDescription("approve, reject, snooze, or undo what was applied")
        String decision,

        @Pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$")
        @JsonPropertyDescription("When a rejection or snooze ends, RFC 3339")
        @Nullable
        String until,

        @Size(max = 64)
        @JsonPropertyDescription(
                "The status.content that was looked at; whatever stands there when the decision is read, if absent")
        @Nullable
        String about,

        @Size(max = 1024) @JsonPropertyDescription("Why, for whoever asks later") @Nullable
        String reason,

        @JsonPropertyDescription("Who decided: stamped by admission, whatever is written here") @Nullable
        String by,

        @JsonPropertyDescription("When that was, RFC 3339: stamped by admission, whatever is written here") @Nullable
        String at) {

    /** To have the suggestion carried out. */
    public static final String APPROVE = "approve";

    /** To leave the object as it is. */
    public static final String REJECT = "reject";

    /** To be asked again later. */
    public static final String SNOOZE = "snooze";

    /** To have what was replaced put back. */
    public static final String UNDO = "undo";
}
