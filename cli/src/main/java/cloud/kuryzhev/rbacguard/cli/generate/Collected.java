package cloud.kuryzhev.rbacguard.cli.generate;

import cloud.kuryzhev.rbacguard.cli.UnusableInput;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Observation;
import cloud.kuryzhev.rbacguard.policy.usage.Observation.Outcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What subjects did, as far as it matters for least roles: of each permission on a resource as many names as can be kept, and one more
 * to tell that there are too many. So memory does not grow with the log.
 */
final class Collected {

    private static final int MOST = 2_000_000;

    private final Predicate<Observation> wanted;
    private final int mostNames;
    private final Map<Subject, Seen> bySubject = new TreeMap<>();
    private int size;

    /** What one subject did. */
    private static final class Seen {
        private final SortedSet<String> groups = new TreeSet<>();
        private final Map<Outcome, Map<Permission, Set<Permission>>> permissions = new HashMap<>();
        private long requests;
    }

    /**
     * @param wanted which observations matter
     * @param mostNames of one permission on a resource
     */
    Collected(Predicate<Observation> wanted, int mostNames) {
        this.wanted = wanted;
        this.mostNames = mostNames;
    }

    void add(Observation observation) {
        if (wanted.test(observation)) {
            Seen seen = bySubject.computeIfAbsent(observation.subject(), _ -> new Seen());
            seen.requests++;
            seen.groups.addAll(observation.groups());
            Set<Permission> named = seen.permissions
                    .computeIfAbsent(observation.outcome(), _ -> new HashMap<>())
                    .computeIfAbsent(withoutName(observation.permission()), _ -> new HashSet<>());
            if (named.size() <= mostNames && named.add(observation.permission()) && ++size > MOST) {
                throw new UnusableInput("the audit log holds more than " + MOST
                        + " different permissions: ask for one subject, or give it in parts");
            }
        }
    }

    private static Permission withoutName(Permission permission) {
        return permission instanceof OnResource on ? on.withoutName() : permission;
    }

    Set<Subject> subjects() {
        return bySubject.keySet();
    }

    /** Those of {@code subject}; of a group those of its members. */
    SortedSet<Permission> permissions(Subject subject, Outcome outcome) {
        var permissions = new TreeSet<Permission>();
        seen(subject).map(it -> it.permissions.getOrDefault(outcome, Map.of())).forEach(byTarget -> byTarget.values()
                .forEach(permissions::addAll));
        return permissions;
    }

    /** How many observations there were. */
    long requests(Subject subject) {
        return seen(subject).mapToLong(it -> it.requests).sum();
    }

    private Stream<Seen> seen(Subject subject) {
        return subject instanceof Subject.Group group
                ? bySubject.values().stream().filter(it -> it.groups.contains(group.name()))
                : Stream.ofNullable(bySubject.get(subject));
    }
}
