package cloud.kuryzhev.rbacguard.kube;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.Collection;
import java.util.List;

/** Turns the model into what {@code kubectl apply} takes. */
public final class Manifests {

    /** The objects as YAML documents, in their order. */
    public String yaml(Collection<? extends RbacObject> objects) {
        var writer = new ManifestWriter();
        objects.forEach(writer::write);
        return writer.text();
    }

    /** The object as fabric8's type. */
    public static HasMetadata resource(RbacObject object) {
        ObjectKey key = object.key();
        return switch (object) {
            case Role role
            when key.kind() == Kind.CLUSTER_ROLE ->
                new ClusterRoleBuilder()
                        .withMetadata(metadata(key))
                        .withRules(rules(role))
                        .build();
            case Role role ->
                new RoleBuilder()
                        .withMetadata(metadata(key))
                        .withRules(rules(role))
                        .build();
            case Binding binding
            when key.kind() == Kind.CLUSTER_ROLE_BINDING ->
                new ClusterRoleBindingBuilder()
                        .withMetadata(metadata(key))
                        .withRoleRef(roleRef(binding))
                        .withSubjects(subjects(binding))
                        .build();
            case Binding binding ->
                new RoleBindingBuilder()
                        .withMetadata(metadata(key))
                        .withRoleRef(roleRef(binding))
                        .withSubjects(subjects(binding))
                        .build();
        };
    }

    /** The rules as fabric8's type. */
    public static List<PolicyRule> rules(Role role) {
        return role.rules().stream()
                .map(rule -> new PolicyRuleBuilder()
                        .withApiGroups(rule.apiGroups())
                        .withResources(rule.resources())
                        .withResourceNames(rule.resourceNames())
                        .withNonResourceURLs(rule.nonResourceUrls())
                        .withVerbs(rule.verbs())
                        .build())
                .toList();
    }

    /** The roleRef as fabric8's type. */
    public static RoleRef roleRef(Binding binding) {
        return new RoleRef(
                Kind.API_GROUP,
                binding.roleRef().kind().toString(),
                binding.roleRef().name());
    }

    /** The subjects as fabric8's type. */
    public static List<Subject> subjects(Binding binding) {
        return binding.subjects().stream().map(Manifests::subject).toList();
    }

    private static Subject subject(cloud.kuryzhev.rbacguard.policy.rbac.Subject subject) {
        return switch (subject) {
            case cloud.kuryzhev.rbacguard.policy.rbac.Subject.User user ->
                new Subject(Kind.API_GROUP, "User", user.name(), null);
            case cloud.kuryzhev.rbacguard.policy.rbac.Subject.Group group ->
                new Subject(Kind.API_GROUP, "Group", group.name(), null);
            case cloud.kuryzhev.rbacguard.policy.rbac.Subject.ServiceAccount account ->
                new Subject(null, "ServiceAccount", account.name(), account.namespace());
        };
    }

    private static ObjectMeta metadata(ObjectKey key) {
        var metadata = new ObjectMetaBuilder().withName(key.name());
        return key.kind().namespaced() ? metadata.withNamespace(key.namespace()).build() : metadata.build();
    }
}
