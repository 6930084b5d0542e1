package cloud.kuryzhev.rbacguard.policy.access;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;

class GiversTest {

    private static final ObjectKey ADMIN = new ObjectKey(Kind.CLUSTER_ROLE, "", "cluster-admin");
    private static final Subject BOSS = new Subject.User("boss");
    private static final Subject MASTERS = new Subject.Group("system:masters");

    @Test
    void whoHoldsAllIsNamedAndTheMastersWhoAlwaysCanAreNot() {
        var all = new Role(ADMIN, List.of(PolicyRule.onResources(List.of("*"), List.of("*"), List.of("*"))));
        var binding =
                new Binding(new ObjectKey(Kind.CLUSTER_ROLE_BINDING, "", "admins"), ADMIN, List.of(MASTERS, BOSS));
        assertThat(Givers.of(new OnResource("list", "", "pods", "", "shop"), RbacSnapshot.of(List.of(all, binding))))
                .containsExactly(BOSS);
    }
}
