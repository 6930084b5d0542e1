package cloud.kuryzhev.rbacguard.kube;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;

/**
 * Writes objects field by field, in the order in which fabric8 writes them, without lists that are empty: at thousands of roles the way
 * through fabric8's types, or through maps, takes as long as all the rest.
 */
final class ManifestWriter {

    private final YamlText yaml = new YamlText();

    void write(RbacObject object) {
        ObjectKey key = object.key();
        yaml.document(() -> {
            yaml.field("apiVersion", Kind.API_GROUP + "/v1");
            yaml.field("kind", key.kind().toString());
            yaml.field("metadata", () -> metadata(key));
            switch (object) {
                case Role role -> yaml.each("rules", role.rules(), this::rule);
                case Binding binding -> {
                    yaml.field("roleRef", () -> roleRef(binding.roleRef()));
                    yaml.each("subjects", binding.subjects(), this::subject);
                }
            }
        });
    }

    private void metadata(ObjectKey key) {
        yaml.field("name", key.name());
        if (key.kind().namespaced()) {
            yaml.field("namespace", key.namespace());
        }
    }

    private void rule(PolicyRule rule) {
        yaml.field("apiGroups", rule.apiGroups());
        yaml.field("nonResourceURLs", rule.nonResourceUrls());
        yaml.field("resourceNames", rule.resourceNames());
        yaml.field("resources", rule.resources());
        yaml.field("verbs", rule.verbs());
    }

    private void roleRef(ObjectKey role) {
        named(role.kind().toString(), role.name());
    }

    private void subject(Subject subject) {
        switch (subject) {
            case Subject.User(String name) -> named("User", name);
            case Subject.Group(String name) -> named("Group", name);
            case Subject.ServiceAccount(String namespace, String name) -> {
                yaml.field("kind", "ServiceAccount");
                yaml.field("name", name);
                yaml.field("namespace", namespace);
            }
        }
    }

    private void named(String kind, String name) {
        yaml.field("kind", kind);
        yaml.field("apiGroup", Kind.API_GROUP);
        yaml.field("name", name);
    }

    /** All that was written. */
    String text() {
        return yaml.end();
    }
}
