package cloud.kuryzhev.rbacguard.policy.access;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnUrl;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.Group;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.ServiceAccount;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DiagnosisTest {

    private static final Subject CART = new ServiceAccount("shop", "cart");
    private static final Permission LIST_PODS = new OnResource("list", "", "pods", "", "shop");
    private static final PolicyRule ALL_ON_PODS = PolicyRule.onResources(List.of("*"), List.of(""), List.of("pods"));

    @Test
    void withoutABindingThatIsTheReason() {
        assertThat(reasons(CART, LIST_PODS)).containsExactly("no binding reaches ServiceAccount shop/cart");
    }

    @Test
    void aBindingInAnotherNamespaceIsNamed() {
        assertThat(reasons(CART, LIST_PODS, granting("other", CART, ALL_ON_PODS)))
                .contains("RoleBinding other/b: it grants that in namespace other only, and the request is in shop");
    }

    @Test
    void aRoleBindingDoesNotReachTheWholeCluster() {
        assertThat(reasons(CART, new OnResource("list", "", "pods", "", ""), granting("shop", CART, ALL_ON_PODS)))
                .contains(
                        "RoleBinding shop/b: it grants that in namespace shop only, and the request is for the whole cluster");
    }

    @Test
    void aPathTakesAClusterRoleBinding() {
        assertThat(reasons(
                        CART,
                        new OnUrl("get", "/metrics"),
                        granting("shop", CART, PolicyRule.onUrls(List.of("get"), List.of("/metrics")))))
                .anyMatch(it -> it.endsWith("that takes a ClusterRoleBinding"));
    }

    @Test
    void aMissingVerbSubresourceGroupOrNameIsTold() {
        assertThat(missed(PolicyRule.onResources(List.of("get"), List.of(""), List.of("pods")), LIST_PODS))
                .contains("it grants get on pods, and not list");
        assertThat(missed(ALL_ON_PODS, new OnResource("create", "", "pods/exec", "x", "shop")))
                .contains("and not the subresource pods/exec");
        assertThat(missed(
                        PolicyRule.onResources(List.of("get"), List.of("extensions"), List.of("deployments")),
                        new OnResource("get", "apps", "deployments", "", "shop")))
                .contains("in API group \"extensions\", and the request is in \"apps\"");
        assertThat(missed(
                        new PolicyRule(List.of("list"), List.of(""), List.of("pods"), List.of("web"), List.of()),
                        LIST_PODS))
                .contains("on the names web, and the request names none");
    }

    @Test
    void aBindingOfARoleThatDoesNotExistIsNamed() {
        Stream<RbacObject> dangling = granting("shop", CART, ALL_ON_PODS).filter(Binding.class::isInstance);

        assertThat(reasons(CART, LIST_PODS, dangling)).contains("RoleBinding shop/b: its Role shop/r does not exist");
    }

    @Test
    void slipsInTheSubjectAreSeen() {
        assertThat(reasons(CART, LIST_PODS, granting("shop", new ServiceAccount("store", "cart"), ALL_ON_PODS)))
                .contains("RoleBinding shop/b: it grants that to ServiceAccount cart of namespace store");
        assertThat(reasons(new Subject.User("alice"), LIST_PODS, granting("shop", new Group("alice"), ALL_ON_PODS)))
                .contains(
                        "RoleBinding shop/b: it grants that to a Group of this name, and the request came from a user");
        assertThat(reasons(new ServiceAccount("shop", "default"), LIST_PODS))
                .anyMatch(it -> it.startsWith("default is the account of pods that name none"));
    }

    @Test
    void whatWouldNotAllowItIsNoSlip() {
        PolicyRule another = PolicyRule.onResources(List.of("get"), List.of(""), List.of("nodes"));

        assertThat(reasons(CART, LIST_PODS, granting("shop", new ServiceAccount("store", "cart"), another)))
                .containsExactly("no binding reaches ServiceAccount shop/cart");
    }

    @Test
    void anAccountWithoutANamespaceIsNobody() {
        assertThat(reasons(CART, LIST_PODS, granting("shop", new ServiceAccount("", "cart"), ALL_ON_PODS)))
                .contains("RoleBinding shop/b: its ServiceAccount cart has no namespace, and so is nobody");
    }

    @Test
    void strangersAreInAGroupOfTheirOwn() {
        Stream<RbacObject> toAll = granting("shop", new Group("system:authenticated"), ALL_ON_PODS);

        assertThat(reasons(new Subject.User("system:anonymous"), LIST_PODS, toAll))
                .containsExactly("no binding reaches User system:anonymous");
    }

    @Test
    void otherPathsThatAreGrantedAreNamed() {
        assertThat(missed(PolicyRule.onUrls(List.of("get"), List.of("/healthz")), new OnUrl("get", "/metrics")))
                .contains("it grants [get] on the paths [/healthz]");
        assertThat(reasons(CART, new OnUrl("get", "/metrics"), granting("shop", CART, ALL_ON_PODS)))
                .isEmpty();
    }

    @Test
    void whatIsAllowedByNowIsSaid() {
        assertThat(Diagnosis.of(
                                new Denial(CART, LIST_PODS),
                                Set.of(),
                                RbacSnapshot.of(granting("shop", new Group("system:serviceaccounts:shop"), ALL_ON_PODS)
                                        .toList()))
                        .allowedBy())
                .isPresent();
    }

    @Test
    void theFixAllowsTheRequestAndNothingElse() {
        var denial = new Denial(CART, new OnResource("get", "", "secrets", "tls", "shop"));
        RbacSnapshot fixed = RbacSnapshot.of(Fix.of(denial, RbacSnapshot.of(List.of())));

        assertThat(Diagnosis.of(denial, Set.of(), fixed).allowedBy()).isPresent();
        assertThat(Diagnosis.of(new Denial(CART, new OnResource("get", "", "secrets", "x", "shop")), Set.of(), fixed)
                        .allowedBy())
                .isEmpty();
    }

    private static String missed(PolicyRule rule, Permission asked) {
        return reasons(CART, asked, granting("shop", CART, rule)).getFirst();
    }

    private static List<String> reasons(Subject subject, Permission asked) {
        return reasons(subject, asked, Stream.of());
    }

    private static List<String> reasons(Subject subject, Permission asked, Stream<RbacObject> state) {
        return Diagnosis.of(new Denial(subject, asked), Set.of(), RbacSnapshot.of(state.toList()))
                .reasons();
    }

    private static Stream<RbacObject> granting(String namespace, Subject subject, PolicyRule rule) {
        var role = new ObjectKey(Kind.ROLE, namespace, "r");
        return Stream.of(
                new Role(role, List.of(rule)),
                new Binding(new ObjectKey(Kind.ROLE_BINDING, namespace, "b"), role, List.of(subject)));
    }
}
