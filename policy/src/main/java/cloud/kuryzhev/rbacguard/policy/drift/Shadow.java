package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.Membership;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.policy.usage.SubjectUsage;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A suggestion that nobody has applied, and what its subjects do meanwhile. */
public final class Shadow {

    private final RbacSnapshot snapshot;
    private final Usage usage;
    private final Policy policy;

    /** Of this moment. */
    public Shadow(RbacSnapshot snapshot, Usage usage, Policy policy) {
        this.snapshot = snapshot;
        this.usage = usage;
        this.policy = policy;
    }

    /**
     * How a suggestion would have done.
     *
     * @param requests how often its subjects did, ever, what the bindings allow that it would do without
     * @param denied what they did lately that it would deny
     */
    public record Outcome(long requests, SortedMap<Subject, SortedSet<Permission>> denied) {

        public Outcome {
            denied = Collections.unmodifiableSortedMap(new TreeMap<>(denied));
        }
    }

    /**
     * Judges every authorised request since {@code since} as if the suggestion had been applied. What else its subjects hold counts; what
     * the policy forbids them anything at all for does not.
     *
     * @param suggested its roles and bindings
     * @param replaced the bindings that would be gone; those that are gone already are passed over
     */
    public Outcome of(Collection<? extends RbacObject> suggested, Set<ObjectKey> replaced, Instant since) {
        RbacSnapshot instead = RbacSnapshot.of(suggested);
        var denied = new TreeMap<Subject, SortedSet<Permission>>();
        long requests = 0;
        for (var actor : through(replaced).entrySet()) {
            SubjectUsage seen = usage.of(actor.getKey());
            var after = new After(actor.getKey(), seen, instead, replaced);
            for (Map.Entry<Permission, Seen> used : seen.used().entrySet()) {
                Permission permission = used.getKey();
                if (permission.isExact() && actor.getValue().stream().anyMatch(it -> it.test(permission))) {
                    requests += used.getValue().count();
                    if (used.getValue().last().isAfter(since) && !after.allows(permission)) {
                        denied.computeIfAbsent(actor.getKey(), _ -> new TreeSet<>())
                                .add(permission);
                    }
                }
            }
        }
        return new Outcome(requests, denied);
    }

    /** Who is reached, each with what that allows them. */
    private Map<Subject, List<Predicate<Permission>>> through(Set<ObjectKey> replaced) {
        var through = new TreeMap<Subject, List<Predicate<Permission>>>();
        for (Binding binding : standing(replaced)) {
            Predicate<Permission> granted = snapshot.grant(binding).allowing();
            actors(policy.permitted(binding.subjects()))
                    .forEach(actor -> through.computeIfAbsent(actor, _ -> new ArrayList<>())
                            .add(granted));
        }
        return through;
    }

    private List<Binding> standing(Set<ObjectKey> replaced) {
        return replaced.stream()
                .map(key -> snapshot.objects().get(key))
                .filter(Binding.class::isInstance)
                .map(Binding.class::cast)
                .toList();
    }

    /** A group can reach anybody who was seen; service accounts are looked up. */
    private Set<Subject> actors(List<Subject> subjects) {
        if (subjects.stream().allMatch(Subject.ServiceAccount.class::isInstance)) {
            return new TreeSet<>(subjects);
        }
        var actors = new TreeSet<Subject>();
        usage.bySubject().forEach((actor, seen) -> {
            if (reaches(subjects, actor, seen) && !policy.forbids(actor)) {
                actors.add(actor);
            }
        });
        return actors;
    }

    private static boolean reaches(List<Subject> subjects, Subject actor, SubjectUsage seen) {
        return subjects.stream().anyMatch(subject -> Membership.reaches(subject, actor, seen.groups()));
    }

    /** What one subject would hold. That of the whole cluster is looked through only for what the suggestion itself lacks. */
    private final class After {

        private final Subject actor;
        private final SubjectUsage seen;
        private final Set<ObjectKey> replaced;
        private final List<Predicate<Permission>> suggested;

        After(Subject actor, SubjectUsage seen, RbacSnapshot instead, Set<ObjectKey> replaced) {
            this.actor = actor;
            this.seen = seen;
            this.replaced = replaced;
            this.suggested = held(instead, instead.bindings()).toList();
        }

        boolean allows(Permission permission) {
            return suggested.stream().anyMatch(it -> it.test(permission))
                    || held(snapshot, snapshot.bindings().filter(it -> !replaced.contains(it.key())))
                            .anyMatch(it -> it.test(permission));
        }

        private Stream<Predicate<Permission>> held(RbacSnapshot where, Stream<Binding> bindings) {
            return bindings.filter(binding -> reaches(binding.subjects(), actor, seen))
                    .map(where::grant)
                    .map(Grant::allowing);
        }
    }
}
