package cloud.kuryzhev.rbacguard.kube.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One change of a live object. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RbacChange(
        @Required
        @JsonPropertyDescription(
                "When, RFC 3339: by the API server's clock where its audit log tells, else when it was noticed")
        String at,

        @Required @JsonPropertyDescription("created, changed or deleted")
        String what,

        @JsonPropertyDescription("Who, as the audit log says; absent if it does not (yet)") @Nullable
        String by,

        @JsonPropertyDescription("The addresses that it came from, the API server's own peer last")
        List<String> from,

        @JsonPropertyDescription("What the client called itself") @Nullable
        String agent,

        @JsonPropertyDescription("judged or outside: whether the admission webhook was asked, as the audit log says")
        @Nullable
        String admission,

        @JsonPropertyDescription("What was changed, as a unified diff, or why that is not known")
        String diff) {

    /** The webhook judged it. */
    public static final String JUDGED = "judged";

    /** The webhook was not asked. */
    public static final String OUTSIDE = "outside";

    public RbacChange {
        from = Lists.orEmpty(from);
    }
}
