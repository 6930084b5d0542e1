package cloud.kuryzhev.rbacguard.kube.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Apply roles and bindings, then delete what they replace; or the reason why nothing is suggested. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SuggestedChange(
        @JsonPropertyDescription("The change in one line") String summary,

        @JsonPropertyDescription("New roles") List<SuggestedRole> roles,

        @JsonPropertyDescription("New bindings") List<SuggestedBinding> bindings,

        @JsonPropertyDescription("What they replace: delete it once they are applied")
        List<ObjectName> delete,

        @JsonPropertyDescription(
                "What they replace and something else would put back: change it there, and delete nothing")
        List<OwnedObject> owned,

        @JsonPropertyDescription("Granted permissions whose use no audit log shows, kept or dropped")
        List<UnobservableAccess> unobservable,

        @JsonPropertyDescription("Kept though not seen, because something else was: list beside every watch")
        List<String> inferred,

        @JsonPropertyDescription("The replaced bindings that nothing needs: unused, or redundant beside others")
        List<IdleBinding> idle,

        @JsonPropertyDescription(
                "Where subjects of one binding need different things: what each would need alone, to apply instead of manifest")
        List<SubjectShare> split,

        @JsonPropertyDescription("roles and bindings as YAML, ready for kubectl apply -f -") @Nullable
        String manifest) {

    public SuggestedChange {
        roles = Lists.orEmpty(roles);
        bindings = Lists.orEmpty(bindings);
        delete = Lists.orEmpty(delete);
        owned = Lists.orEmpty(owned);
        unobservable = Lists.orEmpty(unobservable);
        inferred = Lists.orEmpty(inferred);
        idle = Lists.orEmpty(idle);
        split = Lists.orEmpty(split);
    }

    /** Nothing but a word why. */
    public static SuggestedChange none(String summary) {
        return new SuggestedChange(
                summary, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null);
    }

    /** Name and namespace of an object to apply. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Metadata(String name, @Nullable String namespace) {}

    /** A Role or ClusterRole to apply. */
    public record SuggestedRole(String apiVersion, String kind, Metadata metadata, List<PolicyRule> rules) {}

    /** A RoleBinding or ClusterRoleBinding to apply. */
    public record SuggestedBinding(
            String apiVersion, String kind, Metadata metadata, RoleRef roleRef, List<Subject> subjects) {}

    /** The name of an object. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record ObjectName(
            String kind, String name, @Nullable String namespace) {}

    /** A permission without evidence. */
    public record UnobservableAccess(String permission, boolean kept, String reason) {}

    /** An object that is to be changed where it is made. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record OwnedObject(
            String kind, String name, @Nullable String namespace, String owner, String change) {}

    /** A binding that can go without anybody losing anything. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record IdleBinding(
            String kind, String name, @Nullable String namespace, String reason) {}

    /** What one subject needs of what several share; no manifest where it needs nothing. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record SubjectShare(String subject, @Nullable String manifest) {}
}
