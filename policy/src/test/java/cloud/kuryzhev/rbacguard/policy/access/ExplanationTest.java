package cloud.kuryzhev.rbacguard.policy.access;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Action;
import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.ServiceAccount;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.User;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    private static final Denial LIST_PODS =
            new Denial(new ServiceAccount("shop", "cart"), new OnResource("list", "", "pods", "", "shop"));
    private static final Denial OF_STRANGERS =
            new Denial(new User("system:anonymous"), new OnResource("list", "", "pods", "", "shop"));
    private static final KnownCluster EMPTY = KnownCluster.of(RbacSnapshot.of(List.of()));

    @Test
    void withTheFixAppliedItIsAllowed() {
        Explanation denied = of(LIST_PODS, EMPTY);
        Explanation then = of(LIST_PODS, EMPTY.plus(denied.fix()));

        assertThat(denied.isAllowed()).isFalse();
        assertThat(denied.fix()).hasSize(2);
        assertThat(then.isAllowed()).isTrue();
        assertThat(then.fix()).isEmpty();
        assertThat(then.reasons())
                .singleElement()
                .asString()
                .startsWith("it is allowed by now, through RoleBinding shop/");
    }

    @Test
    void whatThePolicyRefusesOfTheFixIsToldOnceByRule() {
        Explanation explanation = of(OF_STRANGERS, EMPTY);

        assertThat(explanation.told(Action.DENY)).isNotEmpty();
        assertThat(explanation.findings()).extracting(Finding::rule).doesNotHaveDuplicates();
    }

    @Test
    void anAccountThatIsKnownIsNotMissedInTheFix() {
        KnownCluster known = KnownCluster.of(RbacSnapshot.of(List.of(), List.of(new ServiceAccount("shop", "cart"))));

        assertThat(of(LIST_PODS, known).findings()).extracting(Finding::rule).doesNotContain("missing_service_account");
    }

    @Test
    void whatIsRefusedIsToldApartFromWhatIsWarnedOf() {
        Explanation explanation =
                of(new Denial(new User("system:anonymous"), new OnResource("get", "", "secrets", "", "")), EMPTY);

        assertThat(explanation.told(Action.WARN)).anyMatch(it -> it.startsWith("secret_read"));
        assertThat(explanation.told(Action.DENY))
                .anyMatch(it -> it.startsWith("forbidden_subject"))
                .noneMatch(it -> it.startsWith("secret_read"));
        assertThat(explanation.findings()).extracting(Finding::action).containsOnly(Action.DENY, Action.WARN);
    }

    @Test
    void howManyBindingsWereLookedAtIsSaid() {
        Explanation bound = of(
                new Denial(new ServiceAccount("shop", "cart"), new OnResource("get", "", "secrets", "tls", "shop")),
                EMPTY.plus(of(LIST_PODS, EMPTY).fix()));

        assertThat(bound.reasons())
                .last()
                .asString()
                .isEqualTo(
                        "of the bindings that reach ServiceAccount shop/cart, 1 in all, none grants get secrets tls -n shop");
        assertThat(of(LIST_PODS, EMPTY).reasons()).noneMatch(it -> it.startsWith("of the bindings"));
    }

    private static Explanation of(Denial denial, KnownCluster known) {
        return Explanation.of(denial, Set.of(), known, Policy.DEFAULT, Instant.EPOCH);
    }
}
