package cloud.kuryzhev.rbacguard.policy;

import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a cluster's operators refuse: the content of {@code policy.yaml}.
 *
 * @param mode how far it is in force
 * @param forbiddenSubjects users and groups by name, service accounts as {@code system:serviceaccount:<namespace>:<name>}
 * @param forbiddenRoles ClusterRoles by name
 * @param restrictedNamespaces where every finding weighs one step more
 * @param actions by rule id, for rules whose default action is not wanted
 * @param exemptions for a time, in the order in which they are written
 * @param protectedObjects roles and bindings that only some may write
 * @param customRules the operators' own, judged after the catalogue
 */
public record Policy(
        Mode mode,
        SortedSet<String> forbiddenSubjects,
        SortedSet<String> forbiddenRoles,
        SortedSet<String> restrictedNamespaces,
        SortedMap<String, Action> actions,
        List<Exemption> exemptions,
        ReviewSettings review,
        List<Protection> protectedObjects,
        List<CustomRule> customRules) {

    /** In force until somebody says otherwise. */
    public static final Policy DEFAULT = Policy.of(
            Set.of("system:anonymous", "system:unauthenticated", "system:masters"),
            Set.of("cluster-admin"),
            Set.of("production", "payments"));

    /** Whether nothing may be granted to {@code subject}. */
    public boolean forbids(Subject subject) {
        return forbiddenSubjects.contains(subject.authenticatedName());
    }

    /** Those of {@code subjects} to whom something may be granted, in their order. */
    public List<Subject> permitted(Collection<Subject> subjects) {
        return subjects.stream().filter(subject -> !forbids(subject)).toList();
    }

    /** A policy of these sets. */
    public static Policy of(
            Set<String> forbiddenSubjects, Set<String> forbiddenRoles, Set<String> restrictedNamespaces) {
        return new Policy(
                Mode.ENFORCE,
                new TreeSet<>(forbiddenSubjects),
                new TreeSet<>(forbiddenRoles),
                new TreeSet<>(restrictedNamespaces),
                new TreeMap<>(),
                List.of(),
                ReviewSettings.DEFAULT,
                List.of(),
                List.of());
    }

    /** The same, in force as far as this. */
    public Policy in(Mode chosen) {
        return new Policy(
                chosen,
                forbiddenSubjects,
                forbiddenRoles,
                restrictedNamespaces,
                actions,
                exemptions,
                review,
                protectedObjects,
                customRules);
    }

    /** The same, with these actions. */
    public Policy withActions(Map<String, Action> chosen) {
        return new Policy(
                mode,
                forbiddenSubjects,
                forbiddenRoles,
                restrictedNamespaces,
                new TreeMap<>(chosen),
                exemptions,
                review,
                protectedObjects,
                customRules);
    }

    /** The same, with these exemptions. */
    public Policy withExemptions(List<Exemption> chosen) {
        return new Policy(
                mode,
                forbiddenSubjects,
                forbiddenRoles,
                restrictedNamespaces,
                actions,
                chosen,
                review,
                protectedObjects,
                customRules);
    }

    /** The same, reviewed like this. */
    public Policy withReview(ReviewSettings chosen) {
        return new Policy(
                mode,
                forbiddenSubjects,
                forbiddenRoles,
                restrictedNamespaces,
                actions,
                exemptions,
                chosen,
                protectedObjects,
                customRules);
    }

    /** The same, with these objects protected. */
    public Policy withProtected(List<Protection> chosen) {
        return new Policy(
                mode,
                forbiddenSubjects,
                forbiddenRoles,
                restrictedNamespaces,
                actions,
                exemptions,
                review,
                chosen,
                customRules);
    }

    /** The same, with these rules beside the catalogue. */
    public Policy withCustomRules(List<CustomRule> chosen) {
        return new Policy(
                mode,
                forbiddenSubjects,
                forbiddenRoles,
                restrictedNamespaces,
                actions,
                exemptions,
                review,
                protectedObjects,
                chosen);
    }

    /** What the operators want done about findings of rule {@code id}; empty where the rule's default is good enough. */
    public Optional<Action> action(String id) {
        return Optional.ofNullable(actions.get(id));
    }

    /** Why {@code requester} must not do {@code operation} to {@code key}, which may be protected more than once; mostly empty. */
    public List<Finding> refuses(Requester requester, ObjectKey key, Operation operation) {
        return protectedObjects.stream()
                .flatMap(protection -> protection.refuses(requester, key, operation).stream())
                .toList();
    }

    /** 12 hexadecimal characters that change with anything it says, and with nothing else. */
    public String hash() {
        return PolicyHash.of(this);
    }

    public Policy {
        forbiddenSubjects = Collections.unmodifiableSortedSet(new TreeSet<>(forbiddenSubjects));
        forbiddenRoles = Collections.unmodifiableSortedSet(new TreeSet<>(forbiddenRoles));
        restrictedNamespaces = Collections.unmodifiableSortedSet(new TreeSet<>(restrictedNamespaces));
        actions = Collections.unmodifiableSortedMap(new TreeMap<>(actions));
        exemptions = List.copyOf(exemptions);
        protectedObjects = List.copyOf(protectedObjects);
        customRules = List.copyOf(customRules);
    }
}
