package cloud.kuryzhev.rbacguard.policy.drift;

import static java.util.stream.Collectors.groupingBy;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was needed of a binding, as a role should grant it: names change from day to day, and namespaces come and go. */
final class NeededAccess {

    private static final Duration A_DAY = Duration.ofDays(1);

    private final BindingUsage usage;
    private final Predicate<Permission> granted;
    private final LeastRoles.Options options;

    private NeededAccess(BindingUsage usage, Predicate<Permission> granted, LeastRoles.Options options) {
        this.usage = usage;
        this.granted = granted;
        this.options = options;
    }

    /** @param granted what {@code usage} is of */
    static SortedSet<Permission> of(BindingUsage usage, Predicate<Permission> granted, LeastRoles.Options options) {
        return new NeededAccess(usage, granted, options).permissions();
    }

    private SortedSet<Permission> permissions() {
        Map<Permission, Seen> needed = usage.neededByAll();
        var permissions = new TreeSet<>(needed.keySet());
        widen(
                permissions,
                it -> !it.name().isEmpty(),
                OnResource::withoutName,
                (wider, its) -> permissions.contains(wider) || !areFewAndStable(its, needed));
        if (namespaces(permissions) > options.clusterWideAfter()) {
            widen(
                    permissions,
                    _ -> true,
                    LeastAccess::clusterWide,
                    (_, its) -> its.size() > options.clusterWideAfter());
        }
        return permissions;
    }

    private static long namespaces(Collection<Permission> all) {
        return onResources(all).map(OnResource::namespace).distinct().count();
    }

    private static Stream<OnResource> onResources(Collection<Permission> all) {
        return all.stream().filter(OnResource.class::isInstance).map(OnResource.class::cast);
    }

    /** Those that are alike but for one part come together where {@code wide} says so, and where the wider is granted today. */
    private void widen(
            Set<Permission> all,
            Predicate<OnResource> narrow,
            Function<OnResource, OnResource> wider,
            BiPredicate<OnResource, List<OnResource>> wide) {
        onResources(all).filter(narrow).collect(groupingBy(wider)).forEach((together, its) -> {
            if (wide.test(together, its) && granted.test(together)) {
                its.forEach(all::remove);
                all.add(together);
            }
        });
    }

    private boolean areFewAndStable(List<OnResource> names, Map<Permission, Seen> needed) {
        return names.size() <= options.names()
                && names.stream().allMatch(it -> LeastAccess.hasLastingName(it) && lasts(needed.get(it)));
    }

    /** Seen again after half of the window, and after a day. */
    private boolean lasts(@Nullable Seen seen) {
        if (seen == null) {
            return false;
        }
        Duration span = Duration.between(seen.first(), seen.last());
        return span.compareTo(A_DAY) >= 0
                && span.compareTo(usage.window().length().dividedBy(2)) >= 0;
    }
}
