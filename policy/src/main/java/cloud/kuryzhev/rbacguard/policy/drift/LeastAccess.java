package cloud.kuryzhev.rbacguard.policy.drift;

import static java.util.stream.Collectors.groupingBy;

import cloud.kuryzhev.rbacguard.policy.drift.LeastRoles.Options;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What to grant to somebody who used something.
 *
 * @param permissions all of it
 * @param inferred the part that was not seen: list beside every watch, which informers fall back to
 */
record LeastAccess(SortedSet<Permission> permissions, SortedSet<Permission> inferred) {

    /** As the API server makes names for {@code generateName} ({@code k8s.io/apimachinery/pkg/util/rand}): they do not come again. */
    private static final Pattern GENERATED = Pattern.compile(".*-[bcdfghjklmnpqrstvwxz2456789]{5}");

    LeastAccess {
        permissions = Collections.unmodifiableSortedSet(new TreeSet<>(permissions));
        inferred = Collections.unmodifiableSortedSet(new TreeSet<>(inferred));
    }

    static LeastAccess of(Collection<Permission> used, Options options) {
        var seen = new TreeSet<Permission>();
        List<OnResource> onResources = used.stream()
                .filter(Permission::isExact)
                .filter(OnResource.class::isInstance)
                .map(OnResource.class::cast)
                .toList();
        used.stream()
                .filter(Permission.OnUrl.class::isInstance)
                .filter(Permission::isExact)
                .forEach(seen::add);
        seen.addAll(inFewNamespaces(withFewNames(onResources, options.names()), options.clusterWideAfter()));
        var inferred = new TreeSet<Permission>();
        seen.stream()
                .map(LeastAccess::listBeside)
                .flatMap(List::stream)
                .filter(it -> !isCovered(it, seen))
                .forEach(inferred::add);
        seen.addAll(inferred);
        seen.removeIf(it -> isCoveredByAnother(it, seen));
        return new LeastAccess(seen, inferred);
    }

    private static Collection<OnResource> withFewNames(Collection<OnResource> used, int most) {
        return narrowed(
                used,
                OnResource::withoutName,
                its -> its.size() > most || its.stream().anyMatch(it -> !hasLastingName(it)));
    }

    /** Whether it is authorised by a name, and one that comes again. */
    static boolean hasLastingName(OnResource it) {
        return !it.name().isEmpty()
                && !isUnnamed(it)
                && !GENERATED.matcher(it.name()).matches();
    }

    private static Collection<OnResource> inFewNamespaces(Collection<OnResource> used, int most) {
        return used.size() <= most ? used : narrowed(used, LeastAccess::clusterWide, its -> its.size() > most);
    }

    /** Those that are the same but for one part, in its wider form where {@code wide} says so of them all. */
    private static Collection<OnResource> narrowed(
            Collection<OnResource> used,
            Function<OnResource, OnResource> wider,
            java.util.function.Predicate<List<OnResource>> wide) {
        return used.stream().distinct().collect(groupingBy(wider)).entrySet().stream()
                .flatMap(entry ->
                        wide.test(entry.getValue()) ? List.of(entry.getKey()).stream() : entry.getValue().stream())
                .toList();
    }

    /** Authorised without a name, whatever name a log shows. */
    private static boolean isUnnamed(OnResource it) {
        return it.verb().equals("deletecollection")
                || (it.verb().equals("create") && !it.resource().contains("/"));
    }

    static OnResource clusterWide(OnResource it) {
        return new OnResource(it.verb(), it.apiGroup(), it.resource(), it.name(), "");
    }

    private static List<OnResource> listBeside(Permission permission) {
        return permission instanceof OnResource it && it.verb().equals("watch")
                ? List.of(new OnResource("list", it.apiGroup(), it.resource(), it.name(), it.namespace()))
                : List.of();
    }

    private static boolean isCovered(OnResource it, SortedSet<Permission> by) {
        return by.contains(it) || isCoveredByAnother(it, by);
    }

    /** Whether the same is there without the name, or for the whole cluster. */
    private static boolean isCoveredByAnother(Permission permission, SortedSet<Permission> by) {
        return permission instanceof OnResource it
                && List.of(it.withoutName(), clusterWide(it), clusterWide(it.withoutName())).stream()
                        .anyMatch(wider -> !wider.equals(it) && by.contains(wider));
    }
}
