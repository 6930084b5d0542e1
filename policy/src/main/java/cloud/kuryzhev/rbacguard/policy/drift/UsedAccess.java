package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.audit.AuditPolicy;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.Membership;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.policy.usage.SubjectUsage;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Attributes usage to bindings. The audit log names only the first match among several bindings, so all are recomputed. */
final class UsedAccess {

    private final RbacSnapshot snapshot;
    private final Usage usage;
    private final Creations creations;
    private final Policy policy;
    private final Optional<AuditPolicy> auditPolicy;
    private final Actors actors;
    private final GrantsBySubject soundGrants;
    private final Map<Subject, List<Sound>> soundGrantsOfActors = new ConcurrentHashMap<>();

    private record Sound(ObjectKey binding, Predicate<Permission> allows) {}

    /** @param violating objects that a replacement must not lean on: they are to go themselves */
    UsedAccess(
            RbacSnapshot snapshot,
            Usage usage,
            Policy policy,
            Optional<AuditPolicy> auditPolicy,
            Set<ObjectKey> violating) {
        this.policy = policy;
        this.auditPolicy = auditPolicy;
        this.snapshot = snapshot;
        this.usage = usage;
        this.creations = new Creations(snapshot, usage);
        this.actors = new Actors(usage.bySubject());
        this.soundGrants = new GrantsBySubject(snapshot.bindings()
                .filter(binding -> !violating.contains(binding.key()) && !violating.contains(binding.roleRef()))
                .map(snapshot::grant));
    }

    /** What was used of {@code binding} in {@code window}, and what is granted for too short a time to tell. */
    BindingUsage of(Binding binding, UsageWindow window, Grace grace) {
        Grant grant = snapshot.grant(binding);
        Predicate<Permission> granted = grant.allowing();
        List<Subject> permitted = policy.permitted(binding.subjects());
        var used = new TreeMap<Permission, Seen>();
        var needed = new TreeMap<Subject, SortedMap<Permission, Seen>>();
        var elsewhere = new TreeSet<ObjectKey>();
        Map<Subject, SubjectUsage> reached = actors.reachedBy(binding.subjects());
        reached.forEach((actor, seen) -> {
            SortedMap<Permission, Seen> its = usedOf(granted, seen, window.from());
            add(its, used);
            List<Subject> through = policy.forbids(actor) ? List.of() : reaching(permitted, actor, seen);
            if (!through.isEmpty()) {
                SortedMap<Permission, Seen> owed = withoutSound(actor, seen, its, elsewhere);
                through.forEach(subject -> add(owed, needed.computeIfAbsent(subject, _ -> new TreeMap<>())));
            }
        });
        return new BindingUsage(
                grant,
                window,
                used,
                needed,
                elsewhere,
                Visibility.of(auditPolicy, binding, usage, grace, hidden(grant, reached)));
    }

    private HiddenChecks hidden(Grant grant, Map<Subject, SubjectUsage> reached) {
        List<OnResource> seen = reached.values().stream()
                .flatMap(it -> it.used().keySet().stream())
                .filter(OnResource.class::isInstance)
                .map(OnResource.class::cast)
                .filter(Permission::isExact)
                .toList();
        return HiddenChecks.of(grant, seen, creations.by(reached::containsKey), snapshot);
    }

    private static void add(SortedMap<Permission, Seen> some, SortedMap<Permission, Seen> all) {
        if (all.isEmpty()) {
            all.putAll(some); // sorted already, and so without a comparison
        } else {
            some.forEach((permission, seen) -> all.merge(permission, seen, Seen::plus));
        }
    }

    private static SortedMap<Permission, Seen> usedOf(Predicate<Permission> granted, SubjectUsage usage, Instant from) {
        var used = new TreeMap<>(usage.used());
        used.entrySet()
                .removeIf(it ->
                        it.getValue().last().isBefore(from) || !it.getKey().isExact() || !granted.test(it.getKey()));
        return used;
    }

    private SortedMap<Permission, Seen> withoutSound(
            Subject actor, SubjectUsage usage, SortedMap<Permission, Seen> used, SortedSet<ObjectKey> elsewhere) {
        List<Sound> sound = soundGrantsOfActors.computeIfAbsent(actor, _ -> soundGrantsOf(actor, usage));
        var needed = new TreeMap<>(used);
        needed.keySet().removeIf(permission -> {
            Optional<Sound> first =
                    sound.stream().filter(it -> it.allows().test(permission)).findFirst();
            first.ifPresent(it -> elsewhere.add(it.binding()));
            return first.isPresent();
        });
        return needed;
    }

    private List<Sound> soundGrantsOf(Subject actor, SubjectUsage usage) {
        return soundGrants.reaching(actor, usage.groups()).stream()
                .map(grant -> new Sound(grant.binding().key(), grant.allowing()))
                .toList();
    }

    private static List<Subject> reaching(List<Subject> subjects, Subject actor, SubjectUsage usage) {
        return subjects.stream()
                .filter(subject -> Membership.reaches(subject, actor, usage.groups()))
                .toList();
    }
}
