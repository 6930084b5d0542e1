package cloud.kuryzhev.rbacguard.kube.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** A decision, and what it was about. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TakenDecision(
        @Required @JsonPropertyDescription("approve, reject, snooze or undo")
        String decision,

        @JsonPropertyDescription("Who decided") @Nullable String by,

        @JsonPropertyDescription("When, RFC 3339") @Nullable String at,

        @JsonPropertyDescription("When it ends, RFC 3339") @Nullable
        String until,

        @JsonPropertyDescription("The content that it is about") @Nullable
        String content,

        @JsonPropertyDescription("Whether it was carried out, or its object went: it does not count again") @Nullable
        Boolean spent) {

    /** Whether it does not count again. */
    public boolean isSpent() {
        return Boolean.TRUE.equals(spent);
    }

    /** The same, carried out. */
    public TakenDecision used() {
        return new TakenDecision(decision, by, at, until, content, true);
    }
}
