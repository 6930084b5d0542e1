package cloud.kuryzhev.rbacguard.kube;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.LabelSelector;
import cloud.kuryzhev.rbacguard.policy.rbac.Metadata;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Roles with names, subresources, wildcards and aggregation, and bindings of either scope to users, service accounts and groups; made of
 * few words, so that every request over these words can be asked. Nothing that they speak of need exist.
 */
final class GeneratedCluster {

    /** The label by which half of the ClusterRoles are taken over by {@link #AGGREGATED}. */
    static final String LABEL = "proof.example.com/into";

    /** Takes over the rules of others. */
    static final ObjectKey AGGREGATED = new ObjectKey(Kind.CLUSTER_ROLE, "", "proof-aggregated");

    private static final int ROLES = 60;
    private static final List<String> VERBS = List.of("get", "list", "watch", "create", "update", "delete");
    private static final List<String> GROUPS = List.of("", "apps");
    private static final List<String> RESOURCES = List.of("pods", "pods/log", "deployments", "deployments/scale");
    private static final List<String> NAMES = List.of("a", "b");
    static final List<String> NAMESPACES = List.of("proof-1", "proof-2");
    private static final List<String> PATHS = List.of("/proof", "/proof/a", "/proof/b");

    private final Random random;

    GeneratedCluster(long seed) {
        random = new Random(seed);
    }

    /** Every request over the words. */
    static List<Permission> requests() {
        var requests = new ArrayList<Permission>();
        PATHS.forEach(path -> requests.add(new Permission.OnUrl("get", path)));
        var places = new ArrayList<>(NAMESPACES);
        places.add("");
        for (String verb : VERBS) {
            for (String group : GROUPS) {
                for (String resource : RESOURCES) {
                    for (String namespace : places) {
                        requests.add(new Permission.OnResource(verb, group, resource, "", namespace));
                        NAMES.forEach(name ->
                                requests.add(new Permission.OnResource(verb, group, resource, name, namespace)));
                    }
                }
            }
        }
        return requests;
    }

    /** The roles; the last is {@link #AGGREGATED}, without rules. */
    List<Role> roles() {
        var roles = new ArrayList<Role>();
        IntStream.range(0, ROLES).forEach(i -> roles.add(role(i)));
        roles.add(new Role(
                AGGREGATED,
                List.of(),
                List.of(new LabelSelector(new TreeMap<>(Map.of(LABEL, "proof")), List.of())),
                Metadata.NONE));
        return roles;
    }

    private Role role(int number) {
        boolean namespaced = number % 3 == 0;
        var key = namespaced
                ? new ObjectKey(Kind.ROLE, any(NAMESPACES), "proof-" + number)
                : new ObjectKey(Kind.CLUSTER_ROLE, "", "proof-" + number);
        List<PolicyRule> rules = IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(_ -> !namespaced && random.nextInt(5) == 0 ? onUrls() : onResources())
                .toList();
        boolean source = number % 20 == 1;
        return new Role(key, rules, source ? Metadata.NONE.withLabels(Map.of(LABEL, "proof")) : Metadata.NONE);
    }

    /** A binding of one of the ClusterRoles in the whole cluster, or of any role in a namespace. */
    Binding binding(int number, List<Role> roles, List<Subject> subjects) {
        Role role = any(roles);
        String name = "proof-binding-" + number;
        if (!role.key().kind().namespaced() && random.nextBoolean()) {
            return new Binding(new ObjectKey(Kind.CLUSTER_ROLE_BINDING, "", name), role.key(), subjects);
        }
        String namespace = role.key().kind().namespaced() ? role.key().namespace() : any(NAMESPACES);
        return new Binding(new ObjectKey(Kind.ROLE_BINDING, namespace, name), role.key(), subjects);
    }

    private PolicyRule onResources() {
        return new PolicyRule(
                some(VERBS, 3),
                some(GROUPS, 5),
                random.nextInt(6) == 0 ? List.of("*/scale") : some(RESOURCES, 4),
                random.nextInt(4) == 0 ? List.of(any(NAMES)) : List.of(),
                List.of());
    }

    private PolicyRule onUrls() {
        return PolicyRule.onUrls(List.of("get"), List.of(random.nextBoolean() ? any(PATHS) : "/proof*"));
    }

    /** Some of {@code words}, and one time in {@code wildcards} the wildcard. */
    private List<String> some(List<String> words, int wildcards) {
        if (random.nextInt(wildcards) == 0) {
            return List.of("*");
        }
        List<String> chosen = words.stream().filter(_ -> random.nextInt(3) > 0).toList();
        return chosen.isEmpty() ? List.of(words.getFirst()) : chosen;
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
