package cloud.kuryzhev.rbacguard.kube;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fields of a manifest in the order in which fabric8 writes them, without lists that are empty: at thousands of roles the way through
 * fabric8's types takes as long as all the rest.
 */
final class ManifestFields {

    private final Map<String, Object> fields = new LinkedHashMap<>();

    private ManifestFields() {}

    static Map<String, Object> of(RbacObject object) {
        ObjectKey key = object.key();
        var manifest = new ManifestFields()
                .with("apiVersion", Kind.API_GROUP + "/v1")
                .with("kind", key.kind().toString())
                .with("metadata", metadata(key));
        return switch (object) {
            case Role role ->
                manifest.with(
                                "rules",
                                role.rules().stream().map(ManifestFields::rule).toList())
                        .fields;
            case Binding binding ->
                manifest.with("roleRef", roleRef(binding.roleRef()))
                        .with(
                                "subjects",
                                binding.subjects().stream()
                                        .map(ManifestFields::subject)
                                        .toList())
                        .fields;
        };
    }

    private static Map<String, Object> metadata(ObjectKey key) {
        var metadata = new ManifestFields().with("name", key.name());
        return key.kind().namespaced() ? metadata.with("namespace", key.namespace()).fields : metadata.fields;
    }

    private static Map<String, Object> rule(PolicyRule rule) {
        return new ManifestFields()
                .with("apiGroups", rule.apiGroups())
                .with("nonResourceURLs", rule.nonResourceUrls())
                .with("resourceNames", rule.resourceNames())
                .with("resources", rule.resources())
                .with("verbs", rule.verbs())
                .fields;
    }

    private static Map<String, Object> roleRef(ObjectKey role) {
        return new ManifestFields()
                .with("kind", role.kind().toString())
                .with("apiGroup", Kind.API_GROUP)
                .with("name", role.name())
                .fields;
    }

    private static Map<String, Object> subject(Subject subject) {
        return switch (subject) {
            case Subject.User(String name) -> named("User", name);
            case Subject.Group(String name) -> named("Group", name);
            case Subject.ServiceAccount(String namespace, String name) ->
                new ManifestFields()
                        .with("kind", "ServiceAccount")
                        .with("name", name)
                        .with("namespace", namespace)
                        .fields;
        };
    }

    private static Map<String, Object> named(String kind, String name) {
        return new ManifestFields()
                .with("kind", kind)
                .with("apiGroup", Kind.API_GROUP)
                .with("name", name)
                .fields;
    }

    private ManifestFields with(String field, String value) {
        fields.put(field, value);
        return this;
    }

    private ManifestFields with(String field, Collection<?> values) {
        if (!values.isEmpty()) {
            fields.put(field, new ArrayList<>(values)); // else a list that is there twice would become an alias
        }
        return this;
    }

    private ManifestFields with(String field, Map<String, Object> values) {
        fields.put(field, values);
        return this;
    }
}
