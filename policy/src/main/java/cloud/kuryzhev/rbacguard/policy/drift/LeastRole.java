package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What would do instead of a grant that is too wide, going by what its subjects did and were refused lately. */
public sealed interface LeastRole {

    /**
     * Roles and bindings that allow all of it as far as the refused grant would have, and nothing else. Neither breaks the policy.
     *
     * @param roles named after the refused binding, {@code <binding>-least}; a Role in each namespace before anything cluster-wide
     * @param bindings to the refused binding's subjects, without those that the policy forbids
     * @param onlyDenied the part that nobody was seen to use: it was asked for lately, and refused
     * @param truncated whether something is missing, since there is too much usage to tell or to read
     */
    record Found(List<Role> roles, List<Binding> bindings, SortedSet<Permission> onlyDenied, boolean truncated)
            implements LeastRole {

        public Found {
            roles = List.copyOf(roles);
            bindings = List.copyOf(bindings);
            onlyDenied = Collections.unmodifiableSortedSet(new TreeSet<>(onlyDenied));
        }
    }

    /** None can be named, and why; ends a sentence such as "no smaller role is known: …". */
    record None(String reason) implements LeastRole {}

    /**
     * The least that stands in for {@code refused}.
     *
     * @param refused the binding, and the rules of its role
     * @param usages of its subjects, in any order; of strangers' making, so bounded here
     * @param context what the refused grant was judged by
     */
    static LeastRole of(Grant refused, Collection<UsageSummary> usages, RuleContext context) {
        return new LeastRoleSearch(refused, context).find(usages);
    }
}
