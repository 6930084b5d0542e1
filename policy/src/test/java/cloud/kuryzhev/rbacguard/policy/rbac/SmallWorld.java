package cloud.kuryzhev.rbacguard.policy.rbac;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Rules over a handful of words, and every request that can be asked with these words: small enough to try them all. */
public final class SmallWorld {

    private static final List<String> VERBS = List.of("get", "list", "update", "bind");
    private static final List<String> GROUPS = List.of("", "apps");
    private static final List<String> RESOURCES =
            List.of("pods", "pods/log", "deployments", "deployments/scale", "pods/scale", "other");
    private static final List<String> NAMES = List.of("a", "b");
    private static final List<String> PATHS = List.of("/", "/a", "/a/b", "/ab");

    /** The namespaces of the requests; the empty one is the cluster. */
    public static final List<String> NAMESPACES = List.of("", "n1", "n2");

    /** Every request, in every namespace. */
    public static final List<Permission> REQUESTS = requests();

    private SmallWorld() {}

    /** Any rule, on resources or URLs, with wildcards among them. */
    public static Arbitrary<PolicyRule> rules() {
        Arbitrary<PolicyRule> onResources = Combinators.combine(
                        some(VERBS, "*"),
                        some(GROUPS, "*"),
                        some(RESOURCES, "*", "*/scale", "pods/*"),
                        Arbitraries.of(NAMES).list().uniqueElements().ofMaxSize(2))
                .as((verbs, groups, resources, names) -> new PolicyRule(verbs, groups, resources, names, List.of()));
        Arbitrary<PolicyRule> onUrls = Combinators.combine(some(VERBS, "*"), some(PATHS, "*", "/*", "/a*", "/a/*"))
                .as(PolicyRule::onUrls);
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(4, onResources), net.jqwik.api.Tuple.of(1, onUrls));
    }

    private static Arbitrary<List<String>> some(List<String> words, String... wildcards) {
        var all = new ArrayList<>(words);
        all.addAll(List.of(wildcards));
        return Arbitraries.of(all).list().uniqueElements().ofMinSize(1).ofMaxSize(3);
    }

    private static List<Permission> requests() {
        var requests = new ArrayList<Permission>();
        for (String verb : VERBS) {
            PATHS.forEach(path -> requests.add(new Permission.OnUrl(verb, path)));
            for (String group : GROUPS) {
                for (String resource : RESOURCES) {
                    for (String namespace : NAMESPACES) {
                        requests.add(new Permission.OnResource(verb, group, resource, "", namespace));
                        NAMES.forEach(name ->
                                requests.add(new Permission.OnResource(verb, group, resource, name, namespace)));
                    }
                }
            }
        }
        return List.copyOf(requests);
    }
}
