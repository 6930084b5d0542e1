package cloud.kuryzhev.rbacguard.policy.access;

import static cloud.kuryzhev.rbacguard.policy.Given.clusterRole;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static cloud.kuryzhev.rbacguard.policy.Given.user;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnUrl;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GiversTest {

    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final Subject BOSS = user("boss");
    private static final Subject MASTERS = new Subject.Group("system:masters");
    private static final OnResource LIST_PODS = new OnResource("list", "", "pods", "", "shop");
    private static final PolicyRule WRITE = rule("create", RBAC, "roles,rolebindings,clusterroles,clusterrolebindings");
    private static final PolicyRule PODS = rule("list", "-", "pods");

    @Test
    void whoHoldsAllIsNamedAndTheMastersWhoAlwaysCanAreNot() {
        assertThat(Givers.of(
                        LIST_PODS,
                        RbacSnapshot.of(List.of(
                                clusterRole("cluster-admin", rule("*", "*", "*")),
                                clusterRoleBinding("admins", "cluster-admin", MASTERS, BOSS)))))
                .containsExactly(BOSS);
    }

    @Test
    void whoWritesRolesAndHoldsWhatTheyGrantCan() {
        assertThat(givers(WRITE, PODS)).containsExactly(BOSS);
        assertThat(givers(WRITE)).isEmpty();
        assertThat(givers(PODS)).isEmpty();
    }

    @Test
    void rolesAloneOrBindingsAloneAreNotEnough() {
        assertThat(givers(PODS, rule("create", RBAC, "roles"))).isEmpty();
        assertThat(givers(PODS, rule("create", RBAC, "rolebindings"))).isEmpty();
        assertThat(givers(PODS, rule("create", RBAC, "roles,rolebindings"))).containsExactly(BOSS);
    }

    @Test
    void whoMayEscalateAndBindNeedNotHoldIt() {
        assertThat(givers(WRITE, rule("escalate", RBAC, "roles"))).isEmpty();
        assertThat(givers(WRITE, rule("bind", RBAC, "roles"))).isEmpty();
        assertThat(givers(WRITE, rule("escalate,bind", RBAC, "roles"))).containsExactly(BOSS);
    }

    @Test
    void forTheWholeClusterItTakesTheRightToWriteClusterRoles() {
        var listNodes = new OnResource("list", "", "nodes", "", "");
        PolicyRule nodes = rule("list", "-", "nodes");

        assertThat(Givers.of(listNodes, granting(nodes, rule("create", RBAC, "roles,rolebindings"))))
                .isEmpty();
        assertThat(Givers.of(listNodes, granting(nodes, WRITE))).containsExactly(BOSS);
        assertThat(Givers.of(new OnUrl("get", "/metrics"), granting(nodes, WRITE)))
                .isEmpty();
    }

    @Test
    void fiveAreShown() {
        Subject[] many = IntStream.range(0, 7).mapToObj(i -> user("user-" + i)).toArray(Subject[]::new);
        var snapshot = RbacSnapshot.of(
                List.of(clusterRole("all", rule("*", "*", "*")), clusterRoleBinding("all", "all", many)));

        assertThat(Givers.of(LIST_PODS, snapshot)).hasSize(5);
    }

    private static List<Subject> givers(PolicyRule... rules) {
        return Givers.of(LIST_PODS, granting(rules));
    }

    private static RbacSnapshot granting(PolicyRule... rules) {
        return RbacSnapshot.of(List.of(clusterRole("given", rules), clusterRoleBinding("given", "given", BOSS)));
    }
}
