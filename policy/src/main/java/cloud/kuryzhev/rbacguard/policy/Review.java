package cloud.kuryzhev.rbacguard.policy;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Covers;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.Optional;
import java.util.Set;

/**
 * A request to store one RBAC object.
 *
 * @param object as it would be stored
 * @param oldObject as it is stored; empty for a CREATE
 */
public record Review(Requester requester, RbacObject object, Optional<RbacObject> oldObject) {

    /** Whether the stored object grants everything already that the new one would, and to everybody that the new one would. */
    boolean grantsNothingNew() {
        return oldObject.filter(this::coversNew).isPresent();
    }

    private boolean coversNew(RbacObject old) {
        return switch (object) {
            case Role role ->
                old instanceof Role oldRole
                        && oldRole.aggregationLabels().containsAll(role.aggregationLabels())
                        && Covers.covers(oldRole.rules(), role.rules());
            case Binding binding ->
                old instanceof Binding oldBinding
                        && oldBinding.roleRef().equals(binding.roleRef())
                        && Set.copyOf(oldBinding.subjects()).containsAll(binding.subjects());
        };
    }
}
