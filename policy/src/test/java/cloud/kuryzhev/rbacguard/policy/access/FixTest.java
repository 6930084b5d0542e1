package cloud.kuryzhev.rbacguard.policy.access;

import static cloud.kuryzhev.rbacguard.policy.Given.account;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRole;
import static cloud.kuryzhev.rbacguard.policy.Given.role;
import static cloud.kuryzhev.rbacguard.policy.Given.user;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnUrl;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;

class FixTest {

    private static final Subject CART = account("shop", "cart");

    @Test
    void inANamespaceItIsARoleAndItsBindingThere() {
        assertThat(fix(CART, new OnResource("get", "", "secrets", "tls", "shop")))
                .extracting(it -> it.key().toString())
                .containsExactly("Role shop/cart-get-secrets", "RoleBinding shop/cart-get-secrets");
    }

    @Test
    void forTheWholeClusterItIsAClusterRole() {
        assertThat(fix(user("Alice@example.com"), new OnResource("list", "", "nodes", "", "")))
                .extracting(it -> it.key().toString())
                .containsExactly(
                        "ClusterRole alice-example.com-list-nodes", "ClusterRoleBinding alice-example.com-list-nodes");
        assertThat(fix(CART, new OnUrl("get", "/metrics")))
                .extracting(it -> it.key().toString())
                .containsExactly("ClusterRole cart-get-path", "ClusterRoleBinding cart-get-path");
    }

    @Test
    void itGrantsTheRequestOnTheNamedObjectAlone() {
        assertThat(rule(new OnResource("get", "apps", "deployments", "web", "shop")))
                .isEqualTo(new PolicyRule(
                        List.of("get"), List.of("apps"), List.of("deployments"), List.of("web"), List.of()));
        assertThat(rule(new OnUrl("get", "/metrics")))
                .isEqualTo(PolicyRule.onUrls(List.of("get"), List.of("/metrics")));
    }

    @Test
    void whatIsAuthorisedWithoutANameIsGrantedWithoutOne() {
        assertThat(rule(new OnResource("create", "", "pods", "web", "shop")).resourceNames())
                .isEmpty();
        assertThat(rule(new OnResource("deletecollection", "", "pods", "web", "shop"))
                        .resourceNames())
                .isEmpty();
        assertThat(rule(new OnResource("create", "", "pods/exec", "web", "shop"))
                        .resourceNames())
                .containsExactly("web");
    }

    @Test
    void aNameThatIsTakenGetsAnEnd() {
        var denied = new OnResource("get", "", "secrets", "tls", "shop");

        assertThat(names(denied, role("shop", "cart-get-secrets")))
                .allSatisfy(name -> assertThat(name).matches("cart-get-secrets-[0-9a-f]+"));
        assertThat(names(denied, clusterRole("cart-get-secrets"))).containsOnly("cart-get-secrets");
        assertThat(names(denied, role("shop", "another"))).containsOnly("cart-get-secrets");
    }

    private static List<String> names(Permission denied, RbacObject existing) {
        return Fix.of(new Denial(CART, denied), RbacSnapshot.of(List.of(existing))).stream()
                .map(it -> it.key().name())
                .toList();
    }

    private static PolicyRule rule(Permission denied) {
        return ((Role) fix(CART, denied).getFirst()).rules().getFirst();
    }

    private static List<RbacObject> fix(Subject subject, Permission denied) {
        return Fix.of(new Denial(subject, denied), RbacSnapshot.of(List.of()));
    }
}
