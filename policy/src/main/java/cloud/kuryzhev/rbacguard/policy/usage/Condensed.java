package cloud.kuryzhev.rbacguard.policy.usage;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Permissions that stay few however many names clients think of.
 *
 * <ol>
 *   <li>what no rule can allow alone (a resource called {@code *}) is left out;
 *   <li>permissions under more than 10 names come together under none;
 *   <li>more than 100 paths with one verb are left out.
 * </ol>
 *
 * @param omitted how many were left out
 */
record Condensed(SortedMap<Permission, Seen> permissions, int omitted) {

    private static final int MAX_NAMES = 10;
    private static final int MAX_PATHS = 100;

    static Condensed of(Map<Permission, Seen> seen) {
        Map<Permission, Long> names = seen.keySet().stream().collect(groupingBy(Condensed::general, counting()));
        var permissions = new TreeMap<Permission, Seen>();
        var paths = new HashMap<String, Integer>();
        int omitted = 0;
        for (var entry : new TreeMap<>(seen).entrySet()) {
            Permission permission = entry.getKey();
            Permission general = general(permission);
            if (!permission.isExact() || (permission instanceof Permission.OnUrl && isOneTooMany(permission, paths))) {
                omitted++;
            } else {
                boolean folded = names.getOrDefault(general, 0L) > MAX_NAMES;
                permissions.merge(folded ? general : permission, entry.getValue(), Seen::plus);
            }
        }
        return new Condensed(permissions, omitted);
    }

    private static boolean isOneTooMany(Permission url, Map<String, Integer> paths) {
        return paths.merge(url.verb(), 1, Integer::sum) > MAX_PATHS;
    }

    private static Permission general(Permission permission) {
        return permission instanceof OnResource asked ? asked.withoutName() : permission;
    }
}
