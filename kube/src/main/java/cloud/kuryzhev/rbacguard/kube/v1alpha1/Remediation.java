package cloud.kuryzhev.rbacguard.kube.v1alpha1;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.ObjectName;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a suggestion is applied, or put back; written before each step, so that whoever comes next can go on. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Remediation(
        @Required @JsonPropertyDescription("Held, Refused, Applying, Applied, Restoring or Restored")
        String step,

        @JsonPropertyDescription("Why, for people") @Nullable
        String message,

        @JsonPropertyDescription("The content that is applied") @Nullable
        String content,

        @JsonPropertyDescription("Who approved it; absent where the object's label did") @Nullable
        String approvedBy,

        @JsonPropertyDescription("Who had made the binding that is replaced, if admission stamped it") @Nullable
        String author,

        @JsonPropertyDescription("The uid of the binding that is replaced") @Nullable
        String uid,

        @JsonPropertyDescription("The binding that is replaced, whole: JSON for kubectl create -f") @Nullable
        String original,

        @JsonPropertyDescription("What stands in its place") List<ObjectName> created,

        @JsonPropertyDescription("When it was applied, RFC 3339") @Nullable
        String appliedAt,

        @JsonPropertyDescription("How long refusals of what was taken away count as a regression, RFC 3339") @Nullable
        String watchedUntil,

        @JsonPropertyDescription("What was refused since, such as: ServiceAccount shop/cart: get secrets -n shop")
        List<String> refused) {

    /** It is approved and must not be applied; the message says why. */
    public static final String HELD = "Held";

    /** The API server refused it, and will again until something else is decided; the message says why. */
    public static final String REFUSED = "Refused";

    /** New roles and bindings are being made, and the old binding deleted. */
    public static final String APPLYING = "Applying";

    /** The old binding is gone. */
    public static final String APPLIED = "Applied";

    /** The old binding is being put back, and the new ones deleted. */
    public static final String RESTORING = "Restoring";

    /** The old binding is back. */
    public static final String RESTORED = "Restored";

    public Remediation {
        created = Lists.orEmpty(created);
        refused = Lists.orEmpty(refused);
    }

    /** Approved, and not applied. */
    public static Remediation held(String why, @Nullable String content) {
        return not(HELD, why, content);
    }

    /** Tried and refused. */
    public static Remediation refused(String why, @Nullable String content) {
        return not(REFUSED, why, content);
    }

    private static Remediation not(String step, String why, @Nullable String content) {
        return new Remediation(step, why, content, null, null, null, null, List.of(), null, null, List.of());
    }

    /** The same, one step on. */
    public Remediation at(String next, @Nullable String why) {
        return new Remediation(
                next, why, content, approvedBy, author, uid, original, created, appliedAt, watchedUntil, refused);
    }

    /** The same, applied then and watched until then; both RFC 3339. */
    public Remediation applied(String time, String until) {
        return new Remediation(
                APPLIED, null, content, approvedBy, author, uid, original, created, time, until, refused);
    }

    /** The same, now that these were refused. */
    public Remediation refusing(List<String> permissions) {
        return new Remediation(
                step,
                message,
                content,
                approvedBy,
                author,
                uid,
                original,
                created,
                appliedAt,
                watchedUntil,
                permissions);
    }

    /** Whether nothing was done, for a reason. */
    public boolean undone() {
        return step.equals(HELD) || step.equals(REFUSED);
    }

    /** Whether it is in the middle of something. */
    public boolean underWay() {
        return step.equals(APPLYING) || step.equals(RESTORING);
    }
}
