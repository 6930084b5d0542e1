package cloud.kuryzhev.rbacguard.policy.rbac;

import java.util.List;
import java.util.function.Predicate;

/**
 * What one binding gives to each of its subjects.
 *
 * @param binding the binding
 * @param rules of its role; empty where the role does not exist
 */
public record Grant(Binding binding, List<PolicyRule> rules) {

    public Grant {
        rules = List.copyOf(rules);
    }

    /**
     * Whether it allows {@code permission}: through a RoleBinding only what is asked in its namespace, so neither cluster-scoped
     * resources nor non-resource URLs ({@code k8s.io/kubernetes/plugin/pkg/auth/authorizer/rbac/rbac.go}).
     */
    public boolean allows(Permission permission) {
        return inScope(permission) && rules.stream().anyMatch(rule -> rule.allows(permission));
    }

    /** The same as {@link #allows}, for who asks about many permissions. */
    public Predicate<Permission> allowing() {
        var index = new RuleIndex(rules);
        return permission -> inScope(permission) && index.allows(permission);
    }

    private boolean inScope(Permission permission) {
        return binding.clusterWide()
                || (permission instanceof Permission.OnResource asked
                        && asked.namespace().equals(binding.key().namespace()));
    }
}
