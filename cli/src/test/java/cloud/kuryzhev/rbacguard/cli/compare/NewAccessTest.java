package cloud.kuryzhev.rbacguard.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.Group;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.ServiceAccount;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NewAccessTest {

    private static final Subject CART = new ServiceAccount("shop", "cart");

    @Test
    void onlyTheVerbsThatWereNotHeldAreNew() {
        assertThat(between(state("shop", CART, "get", "list"), state("shop", CART, "list", "watch", "get")))
                .singleElement()
                .satisfies(it -> assertThat(it.rules())
                        .containsExactly(PolicyRule.onResources(List.of("watch"), List.of(""), List.of("pods"))));
    }

    @Test
    void aRenamedBindingIsNoNewAccess() {
        var role = new ObjectKey(Kind.ROLE, "shop", "renamed");
        RbacSnapshot renamed = RbacSnapshot.of(List.of(
                new Role(role, List.of(PolicyRule.onResources(List.of("get"), List.of(""), List.of("pods")))),
                new Binding(new ObjectKey(Kind.ROLE_BINDING, "shop", "another"), role, List.of(CART))));

        assertThat(between(state("shop", CART, "get"), renamed)).isEmpty();
    }

    @Test
    void theSameInAnotherNamespaceIsNew() {
        assertThat(between(state("shop", CART, "get"), state("other", CART, "get")))
                .hasSize(1);
    }

    @Test
    void aWildcardIsNewToWhoHeldEveryVerbThereIs() {
        assertThat(between(
                        state("shop", CART, "get", "list", "watch", "create", "update", "patch", "delete"),
                        state("shop", CART, "*")))
                .hasSize(1);
    }

    @Test
    void whatAServiceAccountsGroupHeldIsNotNewToIt() {
        assertThat(between(state("shop", new Group("system:serviceaccounts:shop"), "get"), state("shop", CART, "get")))
                .isEmpty();
        assertThat(between(state("shop", CART, "get"), state("shop", new Group("system:serviceaccounts:shop"), "get")))
                .hasSize(1);
    }

    @Test
    void aRoleThatNobodyKnowsIsNewAsAWhole() {
        RbacSnapshot bound = dangling();

        assertThat(between(RbacSnapshot.of(List.of()), bound)).singleElement().matches(it -> !it.known());
        assertThat(between(bound, bound)).isEmpty();
        assertThat(NewAccess.between(RbacSnapshot.of(List.of()), bound, true, Set.of()))
                .isEmpty();
    }

    private static RbacSnapshot dangling() {
        return RbacSnapshot.of(List.of(new Binding(
                new ObjectKey(Kind.CLUSTER_ROLE_BINDING, "", "b"),
                new ObjectKey(Kind.CLUSTER_ROLE, "", "unknown"),
                List.of(CART))));
    }

    private static List<NewAccess> between(RbacSnapshot before, RbacSnapshot after) {
        return NewAccess.between(before, after, false, Set.of());
    }

    private static RbacSnapshot state(String namespace, Subject subject, String... verbs) {
        var role = new ObjectKey(Kind.ROLE, namespace, "r");
        return RbacSnapshot.of(List.of(
                new Role(role, List.of(PolicyRule.onResources(List.of(verbs), List.of(""), List.of("pods")))),
                new Binding(new ObjectKey(Kind.ROLE_BINDING, namespace, "b"), role, List.of(subject))));
    }
}
