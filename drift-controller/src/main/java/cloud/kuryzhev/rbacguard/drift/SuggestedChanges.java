package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.Manifests;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.Metadata;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.ObjectName;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.SuggestedBinding;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.SuggestedRole;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.UnobservableAccess;
import cloud.kuryzhev.rbacguard.policy.drift.Suggestion;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes a suggestion down so that it can be applied as it stands. */
final class SuggestedChanges {

    private static final String API_VERSION = Kind.API_GROUP + "/v1";

    private final Manifests manifests;

    SuggestedChanges(Manifests manifests) {
        this.manifests = manifests;
    }

    SuggestedChange of(Suggestion suggestion) {
        return switch (suggestion) {
            case Suggestion.Replace replace -> change(replace);
            case Suggestion.None none ->
                new SuggestedChange("none: " + none.reason(), List.of(), List.of(), List.of(), List.of(), null);
        };
    }

    private SuggestedChange change(Suggestion.Replace replace) {
        return new SuggestedChange(
                summary(replace),
                replace.roles().stream().map(SuggestedChanges::role).toList(),
                replace.bindings().stream().map(SuggestedChanges::binding).toList(),
                replace.delete().stream().map(SuggestedChanges::name).toList(),
                replace.unobservable().stream()
                        .map(it -> new UnobservableAccess(it.permission(), it.kept(), it.reason()))
                        .toList(),
                manifest(replace));
    }

    private static String summary(Suggestion.Replace replace) {
        String delete = "delete " + names(replace.delete().stream());
        return replace.roles().isEmpty()
                ? "nothing of it was used that is not granted elsewhere: " + delete
                : "apply " + names(replace.roles().stream().map(Role::key)) + " and what binds it, then " + delete;
    }

    private static String names(Stream<ObjectKey> keys) {
        return keys.map(ObjectKey::toString).collect(Collectors.joining(", "));
    }

    private @Nullable String manifest(Suggestion.Replace replace) {
        List<RbacObject> objects = Stream.<RbacObject>concat(replace.roles().stream(), replace.bindings().stream())
                .toList();
        return objects.isEmpty() ? null : manifests.yaml(objects);
    }

    private static SuggestedRole role(Role role) {
        return new SuggestedRole(
                API_VERSION, role.key().kind().toString(), metadata(role.key()), Manifests.rules(role));
    }

    private static SuggestedBinding binding(Binding binding) {
        return new SuggestedBinding(
                API_VERSION,
                binding.key().kind().toString(),
                metadata(binding.key()),
                Manifests.roleRef(binding),
                Manifests.subjects(binding));
    }

    private static Metadata metadata(ObjectKey key) {
        return new Metadata(key.name(), namespace(key));
    }

    private static ObjectName name(ObjectKey key) {
        return new ObjectName(key.kind().toString(), key.name(), namespace(key));
    }

    private static @Nullable String namespace(ObjectKey key) {
        return key.namespace().isEmpty() ? null : key.namespace();
    }
}
