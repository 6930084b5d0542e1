package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.Manifests;
import cloud.kuryzhev.rbacguard.kube.ObjectNames;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.IdleBinding;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.Metadata;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.OwnedObject;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.SubjectShare;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes a suggestion down so that it can be applied as it stands. */
final class SuggestedChanges {

    private static final String API_VERSION = Kind.API_GROUP + "/v1";

    /** Roles, bindings, and what they replace. */
    private static final int OBJECTS = 500;

    /** Characters: the manifest stands beside the roles and bindings that it is made of, and in the diff. */
    private static final int MANIFEST = 150_000;

    private final Manifests manifests;

    SuggestedChanges(Manifests manifests) {
        this.manifests = manifests;
    }

    SuggestedChange of(Suggestion suggestion, Room room) {
        return switch (suggestion) {
            case Suggestion.Replace replace -> hasRoomFor(replace) ? change(replace, room) : tooLarge(replace);
            case Suggestion.None none -> SuggestedChange.none("none: " + Room.cut(none.reason()));
        };
    }

    /** One that does not fit into an object whole would be wrong in parts. */
    boolean hasRoomFor(Suggestion suggestion) {
        return switch (suggestion) {
            case Suggestion.None _ -> true;
            case Suggestion.Replace it ->
                it.roles().size()
                                        + it.bindings().size()
                                        + it.delete().size()
                                        + it.owned().size()
                                <= OBJECTS
                        && size(it.roles(), it.bindings()) <= MANIFEST;
        };
    }

    private int size(List<Role> roles, List<Binding> bindings) {
        String manifest = manifest(roles, bindings);
        return manifest == null ? 0 : manifest.length();
    }

    private static SuggestedChange tooLarge(Suggestion.Replace replace) {
        return SuggestedChange.none("none that fits here: " + replace.roles().size() + " roles and "
                + replace.bindings().size() + " bindings instead of "
                + replace.delete().size()
                + " objects; see rbac-guard generate --live");
    }

    private SuggestedChange change(Suggestion.Replace replace, Room room) {
        Suggestion.Explanation why = replace.explanation();
        return new SuggestedChange(
                Room.cut(SuggestionSummary.of(replace)),
                replace.roles().stream().map(SuggestedChanges::role).toList(),
                replace.bindings().stream().map(SuggestedChanges::binding).toList(),
                replace.delete().stream().map(ObjectNames::of).toList(),
                replace.owned().stream().map(SuggestedChanges::owned).toList(),
                room.first(Room.ROWS, "suggestion.unobservable", why.unobservable()).stream()
                        .map(it -> new UnobservableAccess(it.permission(), it.kept(), it.reason()))
                        .toList(),
                room.first(Room.ROWS, "suggestion.inferred", List.copyOf(why.inferred())).stream()
                        .map(Object::toString)
                        .toList(),
                room.first(Room.ROWS, "suggestion.idle", why.idle()).stream()
                        .map(SuggestedChanges::idle)
                        .toList(),
                split(why.split(), room).stream()
                        .map(it -> new SubjectShare(it.subject().toString(), manifest(it.roles(), it.bindings())))
                        .toList(),
                manifest(replace.roles(), replace.bindings()));
    }

    private List<Suggestion.Share> split(List<Suggestion.Share> all, Room room) {
        int size = all.stream().mapToInt(it -> size(it.roles(), it.bindings())).sum();
        return size <= MANIFEST ? room.first(Room.ROWS, "suggestion.split", all) : room.none("suggestion.split", all);
    }

    private @Nullable String manifest(List<Role> roles, List<Binding> bindings) {
        List<RbacObject> objects =
                Stream.<RbacObject>concat(roles.stream(), bindings.stream()).toList();
        return objects.isEmpty() ? null : manifests.yaml(objects);
    }

    private static OwnedObject owned(Suggestion.Owned it) {
        return new OwnedObject(
                it.key().kind().toString(),
                it.key().name(),
                namespace(it.key()),
                it.owner().name(),
                it.owner().change());
    }

    private static IdleBinding idle(Suggestion.IdleBinding it) {
        ObjectKey key = it.binding();
        return new IdleBinding(key.kind().toString(), key.name(), namespace(key), it.reason());
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

    private static @Nullable String namespace(ObjectKey key) {
        return key.namespace().isEmpty() ? null : key.namespace();
    }
}
