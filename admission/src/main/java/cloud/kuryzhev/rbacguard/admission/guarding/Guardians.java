package cloud.kuryzhev.rbacguard.admission.guarding;

import cloud.kuryzhev.rbacguard.policy.Requester;
import cloud.kuryzhev.rbacguard.policy.SystemWriters;
import java.util.Collections;
import java.util.Set;

/**
 * Who may change what is the guard's: the guard, the control plane, those whom the operators list, and {@code system:masters}, who are
 * authorised by no rule and must not be locked out by one.
 *
 * @param users by name; a service account is {@code system:serviceaccount:<namespace>:<name>}
 */
public record Guardians(Set<String> users, Set<String> groups) {

    private static final String BREAK_GLASS = "system:masters";

    public Guardians {
        users = Set.copyOf(users);
        groups = Set.copyOf(groups);
    }

    boolean include(Requester requester) {
        return SystemWriters.includes(requester.username())
                || users.contains(requester.username())
                || requester.groups().contains(BREAK_GLASS)
                || !Collections.disjoint(groups, requester.groups());
    }
}
