package cloud.kuryzhev.rbacguard.drift.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.drift.NarrowChange;
import cloud.kuryzhev.rbacguard.drift.SpecBuilder;
import cloud.kuryzhev.rbacguard.kube.ObjectNames;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange;
import cloud.kuryzhev.rbacguard.policy.Identities;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.Protection;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.Metadata;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EligibilityTest {

    private static final Subject CART = new Subject.ServiceAccount("shop", "cart");
    private static final ObjectKey ADMIN = new ObjectKey(Kind.CLUSTER_ROLE_BINDING, "", "cart-admin");

    @Test
    void aBindingThatPeopleMadeMayBeReplaced() {
        assertThat(obstacle(ADMIN, CART)).isEmpty();
        assertThat(obstacle(ADMIN, new Subject.Group("developers"))).isEmpty();
    }

    @Test
    void whatKubernetesKeepsIsNot() {
        assertThat(obstacle(new ObjectKey(Kind.CLUSTER_ROLE_BINDING, "", "system:basic-user"), CART))
                .hasValue("Kubernetes itself keeps ClusterRoleBinding system:basic-user");
        assertThat(obstacle(new ObjectKey(Kind.CLUSTER_ROLE_BINDING, "", "cluster-admin"), CART))
                .isPresent();
    }

    @Test
    void noSubjectOfTheControlPlaneLosesAnything() {
        assertThat(obstacle(ADMIN, CART, new Subject.User("system:kube-scheduler")))
                .hasValueSatisfying(it -> assertThat(it).contains("User system:kube-scheduler"));
        assertThat(obstacle(ADMIN, new Subject.Group("system:authenticated"))).isPresent();
        assertThat(obstacle(ADMIN, new Subject.User("system:serviceaccount:shop:cart")))
                .isEmpty();
    }

    @Test
    void theGuardKeepsItsHandsOffItself() {
        assertThat(obstacle(new ObjectKey(Kind.CLUSTER_ROLE_BINDING, "", "rbac-auditor-reader"), CART))
                .hasValueSatisfying(it -> assertThat(it).contains("the guard's own"));
        assertThat(obstacle(ADMIN, new Subject.ServiceAccount("rbac-guard", "rbac-auditor")))
                .isPresent();
        assertThat(obstacle(ADMIN, new Subject.ServiceAccount("elsewhere", "rbac-auditor")))
                .isEmpty();
    }

    @Test
    void whatSomethingElseWouldPutBackIsLeftToIt() {
        var owned = new Binding(
                ADMIN,
                new ObjectKey(Kind.CLUSTER_ROLE, "", "cluster-admin"),
                List.of(CART),
                Metadata.NONE.withAnnotations(Map.of("meta.helm.sh/release-name", "shop")));

        assertThat(new Eligibility(Policy.DEFAULT, "rbac-guard").obstacle(spec(ADMIN, "shop"), owned))
                .hasValueSatisfying(it -> assertThat(it).contains("belongs to Helm release shop"));
    }

    @Test
    void whatThePolicyProtectsIsLeftAlone() {
        Policy policy = Policy.DEFAULT.withProtected(
                List.of(new Protection(new TreeSet<>(Set.of(ADMIN)), Identities.of(Set.of(), Set.of()))));

        assertThat(new Eligibility(policy, "rbac-guard").obstacle(spec(ADMIN, "shop"), binding(ADMIN, CART)))
                .hasValue("the policy protects ClusterRoleBinding cart-admin");
    }

    @Test
    void neitherTheOldNorTheNewLiesInARestrictedNamespace() {
        ObjectKey restricted = new ObjectKey(Kind.ROLE_BINDING, "production", "cart-admin");
        assertThat(obstacle(restricted, CART))
                .hasValueSatisfying(it -> assertThat(it).contains("namespace production is restricted"));
        assertThat(new Eligibility(Policy.DEFAULT, "rbac-guard")
                        .obstacle(spec(ADMIN, "payments"), binding(ADMIN, CART)))
                .hasValueSatisfying(it -> assertThat(it).contains("namespace payments is restricted"));
    }

    @Test
    void nothingButTheBindingItselfIsReplaced() {
        ObjectKey other = new ObjectKey(Kind.CLUSTER_ROLE_BINDING, "", "other");
        RBACViolationSpec mixed = SpecBuilder.of(ObjectNames.of(ADMIN))
                .suggestion(narrow(other, "shop"))
                .build();

        assertThat(new Eligibility(Policy.DEFAULT, "rbac-guard").obstacle(mixed, binding(ADMIN, CART)))
                .hasValueSatisfying(it -> assertThat(it).contains("more than ClusterRoleBinding cart-admin"));
    }

    private static Optional<String> obstacle(ObjectKey key, Subject... subjects) {
        return new Eligibility(Policy.DEFAULT, "rbac-guard").obstacle(spec(key, "shop"), binding(key, subjects));
    }

    private static Binding binding(ObjectKey key, Subject... subjects) {
        return new Binding(key, new ObjectKey(Kind.CLUSTER_ROLE, "", "cluster-admin"), List.of(subjects));
    }

    private static RBACViolationSpec spec(ObjectKey key, String newNamespace) {
        return SpecBuilder.of(ObjectNames.of(key))
                .suggestion(narrow(key, newNamespace))
                .build();
    }

    private static SuggestedChange narrow(ObjectKey replaced, String newNamespace) {
        var least = new SuggestedChange.Metadata("cart-admin-least", newNamespace);
        return new NarrowChange(ObjectNames.of(replaced), least, "cart").to("get", "pods");
    }
}
