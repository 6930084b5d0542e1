package cloud.kuryzhev.rbacguard.policy;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Some requesters, by what the API server authenticated and by nothing that anybody can write into an object.
 *
 * @param users by name, service accounts as {@code system:serviceaccount:<namespace>:<name>}
 * @param groups by name
 */
public record Identities(SortedSet<String> users, SortedSet<String> groups) {

    public Identities {
        users = Collections.unmodifiableSortedSet(new TreeSet<>(users));
        groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
    }

    /** Those of these names. */
    public static Identities of(Set<String> users, Set<String> groups) {
        return new Identities(new TreeSet<>(users), new TreeSet<>(groups));
    }

    /** Whether {@code requester} is one of them. */
    public boolean include(Requester requester) {
        return users.contains(requester.username()) || !Collections.disjoint(groups, requester.groups());
    }

    @Override
    public String toString() {
        return "users " + users + ", groups " + groups;
    }
}
