package cloud.kuryzhev.rbacguard.policy.cel;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** An object as {@code rbac.authorization.k8s.io/v1} writes it; what is empty is left out, as the API server leaves it out. */
final class Manifest {

    private final Map<String, Object> fields = new HashMap<>();

    private Manifest() {}

    static Map<String, Object> of(RbacObject object) {
        var manifest = new Manifest();
        manifest.put("apiVersion", Kind.API_GROUP + "/v1");
        manifest.put("kind", object.key().kind().toString());
        manifest.put("metadata", metadata(object));
        switch (object) {
            case Role role ->
                manifest.put("rules", role.rules().stream().map(Manifest::rule).toList());
            case Binding binding -> {
                manifest.put("roleRef", roleRef(binding.roleRef()));
                manifest.put(
                        "subjects",
                        binding.subjects().stream().map(Manifest::subject).toList());
            }
        }
        return manifest.fields;
    }

    static Map<String, String> subject(Subject subject) {
        return switch (subject) {
            case Subject.User(String name) -> Map.of("kind", "User", "apiGroup", Kind.API_GROUP, "name", name);
            case Subject.Group(String name) -> Map.of("kind", "Group", "apiGroup", Kind.API_GROUP, "name", name);
            case Subject.ServiceAccount(String namespace, String name) ->
                Map.of("kind", "ServiceAccount", "namespace", namespace, "name", name);
        };
    }

    private static Map<String, Object> metadata(RbacObject object) {
        var metadata = new Manifest();
        metadata.put("name", object.key().name());
        metadata.put("namespace", object.key().namespace());
        metadata.put("labels", object.metadata().labels());
        metadata.put("annotations", object.metadata().annotations());
        return metadata.fields;
    }

    private static Map<String, Object> rule(PolicyRule rule) {
        var fields = new Manifest();
        fields.put("verbs", rule.verbs());
        fields.put("apiGroups", rule.apiGroups());
        fields.put("resources", rule.resources());
        fields.put("resourceNames", rule.resourceNames());
        fields.put("nonResourceURLs", rule.nonResourceUrls());
        return fields.fields;
    }

    private static Map<String, String> roleRef(ObjectKey role) {
        return Map.of("apiGroup", Kind.API_GROUP, "kind", role.kind().toString(), "name", role.name());
    }

    private void put(String field, Object value) {
        boolean isEmpty =
                switch (value) {
                    case String text -> text.isEmpty();
                    case Collection<?> list -> list.isEmpty();
                    case Map<?, ?> map -> map.isEmpty();
                    default -> false;
                };
        if (!isEmpty) {
            fields.put(field, value);
        }
    }
}
