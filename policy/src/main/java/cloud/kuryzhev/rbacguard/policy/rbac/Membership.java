package cloud.kuryzhev.rbacguard.policy.rbac;

import cloud.kuryzhev.rbacguard.policy.rbac.Subject.Group;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.ServiceAccount;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.User;
import java.util.Set;

/** Who a binding's subject stands for. */
public final class Membership {

    private static final String AUTHENTICATED = "system:authenticated";
    private static final String UNAUTHENTICATED = "system:unauthenticated";
    private static final String ANONYMOUS = "system:anonymous";
    private static final String SERVICE_ACCOUNTS = "system:serviceaccounts";

    private Membership() {}

    /**
     * Whether a grant to {@code granted} reaches {@code actor}.
     *
     * @param actor a user or a service account
     * @param groups those it was seen in; the ones that follow from what it is are added here
     */
    public static boolean reaches(Subject granted, Subject actor, Set<String> groups) {
        return switch (granted) {
            case Group group -> groups.contains(group.name()) || isBornInto(actor, group.name());
            case ServiceAccount account -> !account.namespace().isEmpty() && isNamed(account, actor);
            case User user -> isNamed(user, actor);
        };
    }

    /** As the authorizer does: a service account written as a user is that service account. */
    private static boolean isNamed(Subject granted, Subject actor) {
        return granted.authenticatedName().equals(actor.authenticatedName());
    }

    private static boolean isBornInto(Subject actor, String group) {
        if (actor.authenticatedName().equals(ANONYMOUS)) {
            return group.equals(UNAUTHENTICATED);
        }
        return group.equals(AUTHENTICATED)
                || (actor instanceof ServiceAccount account
                        && (group.equals(SERVICE_ACCOUNTS)
                                || group.equals(SERVICE_ACCOUNTS + ":" + account.namespace())));
    }
}
