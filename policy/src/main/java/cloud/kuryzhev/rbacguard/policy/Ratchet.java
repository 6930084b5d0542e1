package cloud.kuryzhev.rbacguard.policy;

import cloud.kuryzhev.rbacguard.policy.rbac.Aggregation;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.Covers;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells updates that hand out more from those that only tidy up or take away. */
final class Ratchet {

    private Ratchet() {}

    /**
     * Whether the stored object grants everything already that the new one would, to everybody that the new one would. The labels of a
     * ClusterRole count where they carry its rules into another, and so does what it takes over itself.
     */
    static boolean grantsNothingNew(Review review, Cluster cluster) {
        return review.oldObject()
                .filter(old -> covers(old, review.object(), cluster))
                .isPresent();
    }

    private static boolean covers(RbacObject old, RbacObject object, Cluster cluster) {
        return switch (object) {
            case Role role -> old instanceof Role oldRole && covers(oldRole, role, cluster);
            case Binding binding ->
                old instanceof Binding oldBinding
                        && oldBinding.roleRef().equals(binding.roleRef())
                        && Set.copyOf(oldBinding.subjects()).containsAll(binding.subjects());
        };
    }

    private static boolean covers(Role old, Role role, Cluster cluster) {
        return old.aggregationLabels()
                        .entrySet()
                        .containsAll(role.aggregationLabels().entrySet())
                && fed(old, cluster).containsAll(fed(role, cluster))
                && old.aggregates().containsAll(role.aggregates())
                && Covers.covers(old.rules(), role.rules());
    }

    private static Set<ObjectKey> fed(Role role, Cluster cluster) {
        return Aggregation.fedBy(role, cluster).stream().map(Role::key).collect(Collectors.toSet());
    }
}
