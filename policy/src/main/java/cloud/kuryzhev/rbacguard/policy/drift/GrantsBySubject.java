package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.Membership;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Bindings, found by whom they grant to: a large cluster has tens of thousands, and one account a few. */
final class GrantsBySubject {

    private final Map<Subject.Group, List<Grant>> byGroup = new HashMap<>();
    private final Map<String, List<Grant>> byName = new HashMap<>();

    GrantsBySubject(Stream<Grant> grants) {
        grants.forEach(grant ->
                grant.binding().subjects().forEach(subject -> of(subject).add(grant)));
    }

    private List<Grant> of(Subject subject) {
        return subject instanceof Subject.Group group
                ? byGroup.computeIfAbsent(group, _ -> new ArrayList<>())
                : byName.computeIfAbsent(subject.authenticatedName(), _ -> new ArrayList<>());
    }

    /** Those that reach {@code actor}, who was seen in {@code groups}; by the keys of their bindings. */
    Collection<Grant> reaching(Subject actor, Set<String> groups) {
        var found = new TreeMap<ObjectKey, Grant>();
        byName.getOrDefault(actor.authenticatedName(), List.of()).stream()
                .filter(grant -> grant.binding().subjects().stream()
                        .anyMatch(subject -> Membership.reaches(subject, actor, groups)))
                .forEach(grant -> found.put(grant.binding().key(), grant));
        byGroup.forEach((group, its) -> {
            if (Membership.reaches(group, actor, groups)) {
                its.forEach(grant -> found.put(grant.binding().key(), grant));
            }
        });
        return found.values();
    }
}
