package cloud.kuryzhev.rbacguard.policy.rbac;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes {@linkplain Permission#isExact() exact} permissions down as the fewest rules that allow these and nothing else, if each resource of an
 * API group is to stand in one rule, or in one for each set of its names; in a stable order. Fewer are possible where a
 * resource's verbs are spread over several rules, which nobody could read.
 *
 * <ol>
 *   <li>the verbs asked of one resource under one name come together;
 *   <li>names of that resource with the same verbs come together;
 *   <li>resources of one API group with the same verbs and names come together;
 *   <li>API groups with the same resources, verbs and names come together;
 *   <li>URLs with the same verbs come together.
 * </ol>
 */
public final class Compaction {

    private static final Comparator<List<String>> LEXICAL =
            (a, b) -> Arrays.compare(a.toArray(String[]::new), b.toArray(String[]::new));

    private Compaction() {}

    private record Target(String apiGroup, String resource, String name) {}

    private record NamedTarget(String apiGroup, String resource, List<String> verbs, boolean named) {}

    private record Access(String apiGroup, List<String> verbs, List<String> names) {}

    private record Shape(List<String> resources, List<String> verbs, List<String> names) {}

    /** The rules; the permissions' namespaces do not matter here: they are the binding's business. */
    public static List<PolicyRule> rules(Collection<? extends Permission> permissions) {
        var onResources = permissions.stream()
                .filter(Permission.OnResource.class::isInstance)
                .map(Permission.OnResource.class::cast)
                .toList();
        var onUrls = permissions.stream()
                .filter(Permission.OnUrl.class::isInstance)
                .map(Permission.OnUrl.class::cast)
                .toList();
        return Stream.concat(resourceRules(onResources).stream(), urlRules(onUrls).stream())
                .toList();
    }

    /** The rules of a role: the same, but that a name says nothing beside all names. */
    public static List<PolicyRule> ofRole(Collection<? extends Permission> permissions) {
        var asked = new HashSet<Permission>(permissions);
        return rules(permissions.stream()
                .filter(permission -> !(permission instanceof Permission.OnResource named)
                        || named.name().isEmpty()
                        || !asked.contains(named.withoutName()))
                .toList());
    }

    private static List<PolicyRule> resourceRules(List<Permission.OnResource> permissions) {
        Map<Target, List<String>> verbs = verbsBy(
                permissions, p -> new Target(p.apiGroup(), p.resource(), p.name()), Permission.OnResource::verb);
        Map<NamedTarget, SortedSet<String>> names = collect(
                verbs,
                (target, its) -> new NamedTarget(
                        target.apiGroup(),
                        target.resource(),
                        its,
                        !target.name().isEmpty()),
                Target::name);
        Map<Access, SortedSet<String>> resources = collect(
                names,
                (target, its) ->
                        new Access(target.apiGroup(), target.verbs(), target.named() ? List.copyOf(its) : List.of()),
                NamedTarget::resource);
        Map<Shape, SortedSet<String>> groups = collect(
                resources,
                (access, its) -> new Shape(List.copyOf(its), access.verbs(), access.names()),
                Access::apiGroup);
        return groups.entrySet().stream()
                .map(entry -> new PolicyRule(
                        entry.getKey().verbs(),
                        List.copyOf(entry.getValue()),
                        entry.getKey().resources(),
                        entry.getKey().names(),
                        List.of()))
                .sorted(Comparator.comparing(PolicyRule::apiGroups, LEXICAL)
                        .thenComparing(PolicyRule::resources, LEXICAL)
                        .thenComparing(PolicyRule::resourceNames, LEXICAL)
                        .thenComparing(PolicyRule::verbs, LEXICAL))
                .toList();
    }

    private static List<PolicyRule> urlRules(List<Permission.OnUrl> permissions) {
        Map<String, List<String>> verbs = verbsBy(permissions, Permission.OnUrl::path, Permission.OnUrl::verb);
        Map<List<String>, SortedSet<String>> urls = collect(verbs, (url, its) -> its, url -> url);
        return urls.entrySet().stream()
                .map(entry -> PolicyRule.onUrls(entry.getKey(), List.copyOf(entry.getValue())))
                .sorted(Comparator.comparing(PolicyRule::nonResourceUrls, LEXICAL))
                .toList();
    }

    private static <P, K> Map<K, List<String>> verbsBy(
            List<P> permissions, Function<P, K> key, Function<P, String> verb) {
        return permissions.stream()
                .collect(Collectors.groupingBy(
                        key,
                        Collectors.collectingAndThen(
                                Collectors.mapping(verb, Collectors.toCollection(() -> new TreeSet<>(Verbs.ORDER))),
                                List::copyOf)));
    }

    private static <K, V, G> Map<G, SortedSet<String>> collect(
            Map<K, V> entries, BiFunction<K, V, G> group, Function<K, String> member) {
        return entries.entrySet().stream()
                .collect(Collectors.groupingBy(
                        entry -> group.apply(entry.getKey(), entry.getValue()),
                        Collectors.mapping(
                                entry -> member.apply(entry.getKey()), Collectors.toCollection(TreeSet::new))));
    }
}
