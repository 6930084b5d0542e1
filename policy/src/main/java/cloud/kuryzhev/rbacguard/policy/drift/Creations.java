package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.rbac.Bootstrap;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Who may have created which role or binding. That is authorised without a name, so usage has none; but it has times.
 *
 * <ol>
 *   <li>an object may be of anybody who was seen to create such objects in its namespace, from their first time to their last;
 *   <li>where others created one for the first or the last time just then, and they did not, it is of the others;
 *   <li>what Kubernetes itself ships is of nobody.
 * </ol>
 */
final class Creations {

    /** Objects are dated to the second, and requests when they are answered. */
    private static final Duration JUST = Duration.ofSeconds(2);

    private final RbacSnapshot snapshot;

    /** By kind and namespace: a key without a name. */
    private final SortedMap<ObjectKey, Map<Subject, Seen>> creators = new TreeMap<>();

    Creations(RbacSnapshot snapshot, Usage usage) {
        this.snapshot = snapshot;
        usage.bySubject()
                .forEach((subject, its) -> its.used().forEach((permission, seen) -> add(subject, permission, seen)));
    }

    /**
     * What somebody created.
     *
     * @param objects that it may be
     * @param untold where there must have been more, which nobody can tell any more
     */
    record Created(List<RbacObject> objects, List<ObjectKey> untold) {

        Created {
            objects = List.copyOf(objects);
            untold = List.copyOf(untold);
        }
    }

    private void add(Subject subject, Permission permission, Seen seen) {
        if (permission instanceof OnResource it
                && it.verb().equals("create")
                && it.name().isEmpty()) {
            HandedOut.key(it).ifPresent(place -> creators.computeIfAbsent(place, _ -> new TreeMap<>())
                    .merge(subject, seen, Seen::plus));
        }
    }

    /** What those created who are meant. */
    Created by(Predicate<Subject> meant) {
        var objects = new ArrayList<RbacObject>();
        var untold = new ArrayList<ObjectKey>();
        creators.forEach((place, its) -> {
            List<Seen> theirs = seen(its, meant);
            if (theirs.isEmpty()) {
                return; // most create nothing, and a place may hold every object of the cluster
            }
            List<Seen> others = seen(its, meant.negate());
            List<RbacObject> found = objectsIn(place)
                    .filter(it -> mayBe(it.created(), theirs, others))
                    .toList();
            objects.addAll(found);
            if (found.size() < theirs.stream().mapToLong(Seen::count).sum()) {
                untold.add(place);
            }
        });
        return new Created(objects, untold);
    }

    private static List<Seen> seen(Map<Subject, Seen> bySubject, Predicate<Subject> meant) {
        return bySubject.entrySet().stream()
                .filter(it -> meant.test(it.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private Stream<RbacObject> objectsIn(ObjectKey place) {
        return snapshot.objects().tailMap(place).values().stream()
                .takeWhile(it ->
                        it.key().kind() == place.kind() && it.key().namespace().equals(place.namespace()))
                .filter(it -> !Bootstrap.owns(it.key()));
    }

    private static boolean mayBe(Instant created, Collection<Seen> theirs, Collection<Seen> others) {
        return theirs.stream().anyMatch(it -> isNear(created, it.first(), it.last()))
                && (others.stream().noneMatch(it -> isMarked(created, it))
                        || theirs.stream().anyMatch(it -> isMarked(created, it)));
    }

    private static boolean isMarked(Instant created, Seen seen) {
        return isNear(created, seen.first(), seen.first()) || isNear(created, seen.last(), seen.last());
    }

    private static boolean isNear(Instant created, Instant from, Instant to) {
        return !created.isBefore(from.minus(JUST)) && !created.isAfter(to.plus(JUST));
    }
}
