package cloud.kuryzhev.rbacguard.policy;

import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a cluster's operators refuse: the content of {@code policy.yaml}.
 *
 * @param forbiddenSubjects users and groups by name, service accounts as {@code system:serviceaccount:<namespace>:<name>}
 * @param forbiddenRoles ClusterRoles by name
 * @param restrictedNamespaces where every finding weighs one step more
 */
public record Policy(
        SortedSet<String> forbiddenSubjects, SortedSet<String> forbiddenRoles, SortedSet<String> restrictedNamespaces) {

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
                new TreeSet<>(forbiddenSubjects), new TreeSet<>(forbiddenRoles), new TreeSet<>(restrictedNamespaces));
    }

    public Policy {
        forbiddenSubjects = Collections.unmodifiableSortedSet(new TreeSet<>(forbiddenSubjects));
        forbiddenRoles = Collections.unmodifiableSortedSet(new TreeSet<>(forbiddenRoles));
        restrictedNamespaces = Collections.unmodifiableSortedSet(new TreeSet<>(restrictedNamespaces));
    }
}
