package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.List;

/** What to do about a violation. */
public sealed interface Suggestion {

    /**
     * Apply these, then delete those. Proven: everything used in the window stays allowed, and nothing is granted that was not before.
     *
     * @param roles new; none where nothing was used
     * @param bindings new, one or more for each role
     * @param delete what they replace
     * @param unobservable kept or dropped without evidence, each with its reason
     */
    record Replace(
            List<Role> roles, List<Binding> bindings, List<ObjectKey> delete, List<UnobservableAccess> unobservable)
            implements Suggestion {

        public Replace {
            roles = List.copyOf(roles);
            bindings = List.copyOf(bindings);
            delete = List.copyOf(delete);
            unobservable = List.copyOf(unobservable);
        }
    }

    /** Nothing can be suggested, and why. */
    record None(String reason) implements Suggestion {}

    /**
     * A granted permission whose use no audit log shows.
     *
     * @param kept whether the suggested roles still grant it
     */
    record UnobservableAccess(String permission, boolean kept, String reason) {}
}
