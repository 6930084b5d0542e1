package cloud.kuryzhev.rbacguard.policy;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.Metadata;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnUrl;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.Group;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.ServiceAccount;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.User;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Short ways to write the objects of a test; lists are comma-separated, and {@code -} stands for the core API group. */
public final class Given {

    /** When every object was made, long before anything was observed. */
    public static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    /** When everything is judged. */
    public static final Instant NOW = Instant.parse("2026-07-01T00:00:00Z");

    private Given() {}

    /** Judged by {@code policy}, and by nothing else that stands in the cluster. */
    public static RuleContext alone(Policy policy) {
        return new RuleContext(policy, Cluster.UNKNOWN, NOW);
    }

    public static PolicyRule rule(String verbs, String apiGroups, String resources, String... names) {
        return new PolicyRule(
                list(verbs),
                list(apiGroups).stream()
                        .map(group -> group.equals("-") ? "" : group)
                        .toList(),
                list(resources),
                List.of(names),
                List.of());
    }

    public static PolicyRule urls(String verbs, String urls) {
        return PolicyRule.onUrls(list(verbs), list(urls));
    }

    public static Role clusterRole(String name, PolicyRule... rules) {
        return new Role(clusterRoleKey(name), List.of(rules), Metadata.createdAt(CREATED));
    }

    public static Role role(String namespace, String name, PolicyRule... rules) {
        return new Role(roleKey(namespace, name), List.of(rules), Metadata.createdAt(CREATED));
    }

    public static Role labelled(String label, Role role) {
        return new Role(role.key(), role.rules(), role.metadata().withLabels(Map.of(label, "true")));
    }

    /** Of a ClusterRole. */
    public static Binding clusterRoleBinding(String name, String role, Subject... subjects) {
        return new Binding(
                new ObjectKey(Kind.CLUSTER_ROLE_BINDING, "", name),
                clusterRoleKey(role),
                List.of(subjects),
                Metadata.createdAt(CREATED));
    }

    public static Binding roleBinding(String namespace, String name, ObjectKey role, Subject... subjects) {
        return new Binding(
                new ObjectKey(Kind.ROLE_BINDING, namespace, name),
                role,
                List.of(subjects),
                Metadata.createdAt(CREATED));
    }

    public static ObjectKey clusterRoleKey(String name) {
        return new ObjectKey(Kind.CLUSTER_ROLE, "", name);
    }

    public static ObjectKey roleKey(String namespace, String name) {
        return new ObjectKey(Kind.ROLE, namespace, name);
    }

    public static Subject user(String name) {
        return new User(name);
    }

    public static Subject group(String name) {
        return new Group(name);
    }

    public static Subject account(String namespace, String name) {
        return new ServiceAccount(namespace, name);
    }

    /** In the core API group. */
    public static OnResource ask(String verb, String resource, String name, String namespace) {
        return new OnResource(verb, "", resource, name, namespace);
    }

    public static OnResource askIn(String apiGroup, String verb, String resource, String name, String namespace) {
        return new OnResource(verb, apiGroup, resource, name, namespace);
    }

    public static OnUrl ask(String verb, String path) {
        return new OnUrl(verb, path);
    }

    private static List<String> list(String commaSeparated) {
        return commaSeparated.isEmpty() ? List.of() : List.of(commaSeparated.split(",", -1));
    }
}
