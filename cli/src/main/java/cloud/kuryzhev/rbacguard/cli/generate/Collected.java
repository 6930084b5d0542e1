package cloud.kuryzhev.rbacguard.cli.generate;

import cloud.kuryzhev.rbacguard.cli.UnusableInput;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Observation;
import cloud.kuryzhev.rbacguard.policy.usage.Observation.Outcome;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What subjects did, as far as it matters for least roles: of each permission on a resource as many names as can be kept, and one more
 * to tell that there are too many. So memory does not grow with the log. Takes more from any thread; then it is read by one.
 */
final class Collected {

    private static final int MOST = 2_000_000;

    /** So many are found faster one by one than by their hashes, and take less room. */
    private static final int FEW = 16;

    private final BiPredicate<Subject, Collection<String>> wanted;
    private final int mostNames;
    private final Map<Subject, Seen> bySubject = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();

    private record Asked(Permission permission, Outcome outcome, long times) {}

    /** What one subject did. */
    private static final class Seen {
        private final Set<String> groups = new HashSet<>();
        private final Map<Outcome, Map<Permission, Collection<String>>> names = new EnumMap<>(Outcome.class);
        private List<String> lastGroups = List.of();
        private long requests;
        private long used;

        /** Mostly the same as the last time, which is seen without hashing them. */
        void add(List<String> some) {
            if (!some.equals(lastGroups)) {
                groups.addAll(some);
                lastGroups = some;
            }
        }
    }

    /**
     * @param wanted whose matter, by their groups as well
     * @param mostNames of one permission on a resource
     */
    Collected(BiPredicate<Subject, Collection<String>> wanted, int mostNames) {
        this.wanted = wanted;
        this.mostNames = mostNames;
    }

    void add(Observation observation) {
        add(observation.subject(), observation.groups(), new Asked(observation.permission(), observation.outcome(), 1));
    }

    /** All that is remembered of everybody. */
    void add(Usage usage) {
        usage.bySubject().forEach((subject, its) -> {
            its.used()
                    .forEach((permission, seen) ->
                            add(subject, its.groups(), new Asked(permission, Outcome.USED, seen.count())));
            its.denied()
                    .forEach((permission, seen) ->
                            add(subject, its.groups(), new Asked(permission, Outcome.DENIED, seen.count())));
        });
    }

    private void add(Subject subject, Collection<String> groups, Asked asked) {
        if (wanted.test(subject, groups)) {
            Seen known = bySubject.get(subject); // mostly, and without the lock that the next takes
            add(known == null ? bySubject.computeIfAbsent(subject, _ -> new Seen()) : known, groups, asked);
        }
    }

    private void add(Seen seen, Collection<String> groups, Asked asked) {
        synchronized (seen) {
            seen.requests += asked.times();
            seen.used += asked.outcome() == Outcome.USED ? asked.times() : 0;
            seen.add(List.copyOf(groups));
            Collection<String> names = seen.names
                    .computeIfAbsent(asked.outcome(), _ -> new HashMap<>())
                    .computeIfAbsent(withoutName(asked.permission()), _ -> noNames());
            String name = name(asked.permission());
            if (names.size() <= mostNames
                    && !names.contains(name)
                    && names.add(name)
                    && size.incrementAndGet() > MOST) {
                throw new UnusableInput("the input holds more than " + MOST
                        + " different permissions: ask for one subject, or give it in parts");
            }
        }
    }

    private Collection<String> noNames() {
        return mostNames <= FEW ? new ArrayList<>(1) : new HashSet<>();
    }

    private static Permission withoutName(Permission permission) {
        return permission instanceof OnResource on ? on.withoutName() : permission;
    }

    private static String name(Permission permission) {
        return permission instanceof OnResource on ? on.name() : "";
    }

    private static Permission named(Permission permission, String name) {
        return permission instanceof OnResource on && !name.isEmpty()
                ? new OnResource(on.verb(), on.apiGroup(), on.resource(), name, on.namespace())
                : permission;
    }

    Set<Subject> subjects() {
        return bySubject.keySet();
    }

    /** Those of {@code subject}; of a group those of its members. */
    SortedSet<Permission> permissions(Subject subject, Outcome outcome) {
        var permissions = new TreeSet<Permission>();
        seen(subject).forEach(it -> it.names
                .getOrDefault(outcome, Map.of())
                .forEach((permission, names) -> names.forEach(name -> permissions.add(named(permission, name)))));
        return permissions;
    }

    /** Every group that {@code subject} was seen in. */
    Set<String> groups(Subject subject) {
        return seen(subject).flatMap(it -> it.groups.stream()).collect(Collectors.toSet());
    }

    /** How many requests there were. */
    long requests(Subject subject) {
        return seen(subject).mapToLong(it -> it.requests).sum();
    }

    /** How many of them were not refused. */
    long used(Subject subject) {
        return seen(subject).mapToLong(it -> it.used).sum();
    }

    private Stream<Seen> seen(Subject subject) {
        return subject instanceof Subject.Group group
                ? bySubject.values().stream().filter(it -> it.groups.contains(group.name()))
                : Stream.ofNullable(bySubject.get(subject));
    }
}
