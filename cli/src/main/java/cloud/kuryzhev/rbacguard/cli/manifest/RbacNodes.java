package cloud.kuryzhev.rbacguard.cli.manifest;

import cloud.kuryzhev.rbacguard.kube.RoleRefs;
import cloud.kuryzhev.rbacguard.kube.Subjects;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.LabelSelector;
import cloud.kuryzhev.rbacguard.policy.rbac.Metadata;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** One of the four kinds of {@code rbac.authorization.k8s.io} as it is written in a manifest. */
final class RbacNodes {

    /** Where kubectl puts a manifest that names no namespace, unless its context says otherwise. */
    private static final String DEFAULT_NAMESPACE = "default";

    private RbacNodes() {}

    static RbacObject object(Kind kind, Fields fields) throws Unreadable {
        Fields metadata = fields.fields("metadata");
        var key = new ObjectKey(kind, kind.namespaced() ? namespace(metadata) : "", name(metadata));
        var about = new Metadata(metadata.textsByKey("labels"), metadata.textsByKey("annotations"), Instant.MAX);
        return switch (kind) {
            case ROLE, CLUSTER_ROLE -> new Role(key, rules(fields), selectors(fields), about);
            case ROLE_BINDING, CLUSTER_ROLE_BINDING ->
                new Binding(key, roleRef(fields, key.namespace()), subjects(fields, key.namespace()), about);
        };
    }

    static Subject.ServiceAccount account(Fields fields) throws Unreadable {
        Fields metadata = fields.fields("metadata");
        return new Subject.ServiceAccount(namespace(metadata), name(metadata));
    }

    private static String namespace(Fields metadata) throws Unreadable {
        String namespace = metadata.text("namespace");
        return namespace.isEmpty() ? DEFAULT_NAMESPACE : namespace;
    }

    private static String name(Fields metadata) throws Unreadable {
        String name = metadata.text("name");
        String generated = metadata.text("generateName");
        if (name.isEmpty() && generated.isEmpty()) {
            throw new Unreadable(metadata.mapping(), "metadata.name is missing");
        }
        return name.isEmpty() ? generated + "*" : name;
    }

    private static List<PolicyRule> rules(Fields role) throws Unreadable {
        var rules = new ArrayList<PolicyRule>();
        for (Node item : role.list("rules")) {
            Fields rule = Fields.of(item, "every item of rules");
            rules.add(new PolicyRule(
                    rule.texts("verbs"),
                    rule.texts("apiGroups"),
                    rule.texts("resources"),
                    rule.texts("resourceNames"),
                    rule.texts("nonResourceURLs")));
        }
        return rules;
    }

    private static List<LabelSelector> selectors(Fields role) throws Unreadable {
        var selectors = new ArrayList<LabelSelector>();
        for (Node item : role.fields("aggregationRule").list("clusterRoleSelectors")) {
            Fields selector = Fields.of(item, "every item of clusterRoleSelectors");
            var requirements = new ArrayList<LabelSelector.Requirement>();
            for (Node expression : selector.list("matchExpressions")) {
                Fields requirement = Fields.of(expression, "every item of matchExpressions");
                requirements.add(new LabelSelector.Requirement(
                        requirement.text("key"), requirement.text("operator"), requirement.texts("values")));
            }
            selectors.add(new LabelSelector(selector.textsByKey("matchLabels"), requirements));
        }
        return selectors;
    }

    private static ObjectKey roleRef(Fields binding, String namespace) throws Unreadable {
        Fields roleRef = binding.fields("roleRef");
        if (roleRef.text("name").isEmpty()) {
            throw new Unreadable(roleRef.mapping(), "roleRef.name is missing: a binding names the role that it grants");
        }
        return RoleRefs.toModel(roleRef.text("kind"), roleRef.text("name"), namespace);
    }

    private static List<Subject> subjects(Fields binding, String namespace) throws Unreadable {
        var subjects = new ArrayList<Subject>();
        for (Node item : binding.list("subjects")) {
            Fields subject = Fields.of(item, "every item of subjects");
            subjects.add(
                    Subjects.toModel(subject.text("kind"), subject.text("namespace"), subject.text("name"), namespace));
        }
        return subjects;
    }
}
