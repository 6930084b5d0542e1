package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.rbac.Membership;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.SubjectUsage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Who was seen, found by whom a binding grants to: by name at once, and through each group once. */
final class Actors {

    private final SortedMap<Subject, SubjectUsage> all;
    private final Map<String, List<Subject>> byName = new HashMap<>();
    private final Map<Subject.Group, List<Subject>> byGroup = new ConcurrentHashMap<>();

    Actors(SortedMap<Subject, SubjectUsage> all) {
        this.all = all;
        all.keySet().forEach(actor -> byName.merge(actor.authenticatedName(), List.of(actor), Actors::plus));
    }

    /** Those whom a grant to one of {@code subjects} reaches, in their order. */
    SortedMap<Subject, SubjectUsage> reachedBy(List<Subject> subjects) {
        var reached = new TreeMap<Subject, SubjectUsage>();
        for (Subject subject : subjects) {
            for (Subject actor : candidates(subject)) {
                SubjectUsage usage = all.get(actor);
                if (usage != null && Membership.reaches(subject, actor, usage.groups())) {
                    reached.put(actor, usage);
                }
            }
        }
        return reached;
    }

    private List<Subject> candidates(Subject subject) {
        return subject instanceof Subject.Group group
                ? byGroup.computeIfAbsent(group, this::members)
                : byName.getOrDefault(subject.authenticatedName(), List.of());
    }

    private List<Subject> members(Subject.Group group) {
        return all.entrySet().stream()
                .filter(it ->
                        Membership.reaches(group, it.getKey(), it.getValue().groups()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<Subject> plus(List<Subject> some, List<Subject> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
