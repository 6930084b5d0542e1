package cloud.kuryzhev.rbacguard.policy.drift;

import static cloud.kuryzhev.rbacguard.policy.Given.account;
import static cloud.kuryzhev.rbacguard.policy.Given.ask;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRole;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.group;
import static cloud.kuryzhev.rbacguard.policy.Given.role;
import static cloud.kuryzhev.rbacguard.policy.Given.roleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static cloud.kuryzhev.rbacguard.policy.Given.user;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.policy.usage.SubjectUsage;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a suggestion would have denied since it was made. */
class ShadowTest {

    private static final Instant MADE = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant BEFORE = MADE.minusSeconds(60);
    private static final Instant SINCE = MADE.plusSeconds(60);

    private static final Subject CART = account("shop", "cart");
    private static final Permission GET_PODS = ask("get", "pods", "", "shop");
    private static final Permission GET_SECRETS = ask("get", "secrets", "", "shop");

    private static final Role WIDE = clusterRole("wide", rule("*", "-", "*"));
    private static final Binding WIDELY = clusterRoleBinding("widely", "wide", CART);
    private static final Role LEAST = role("shop", "least", rule("get", "-", "pods"));

    private final List<RbacObject> cluster = new ArrayList<>(List.of(WIDE, WIDELY));
    private final TreeMap<Subject, SubjectUsage> usage = new TreeMap<>();

    @Test
    void whatItGrantsIsNotDeniedAndCounts() {
        used(CART, GET_PODS, SINCE, 7);
        assertThat(outcome()).isEqualTo(new Shadow.Outcome(7, new TreeMap<>()));
    }

    @Test
    void whatItLacksIsDenied() {
        used(CART, GET_SECRETS, SINCE, 1);
        assertThat(outcome().denied()).containsOnlyKeys(CART).containsEntry(CART, new TreeSet<>(Set.of(GET_SECRETS)));
    }

    @Test
    void whatWasDoneBeforeItWasMadeIsNoObjection() {
        used(CART, GET_SECRETS, BEFORE, 3);
        assertThat(outcome()).isEqualTo(new Shadow.Outcome(3, new TreeMap<>()));
    }

    @Test
    void aRequestThatTwoBindingsAllowedCountsOnce() {
        Binding again = roleBinding("shop", "again", WIDE.key(), CART);
        cluster.add(again);
        used(CART, GET_SECRETS, BEFORE, 3);
        var both = new Shadow(
                        RbacSnapshot.of(cluster), new Usage(new Coverage(BEFORE, SINCE, 100), usage), Policy.DEFAULT)
                .of(List.of(), Set.of(WIDELY.key(), again.key()), MADE);
        assertThat(both.requests()).isEqualTo(3);
    }

    @Test
    void whatTheSubjectHoldsBesidesIsNotDenied() {
        cluster.add(role("shop", "reader", rule("get", "-", "secrets")));
        cluster.add(roleBinding("shop", "reads", role("shop", "reader").key(), CART));
        used(CART, GET_SECRETS, SINCE, 1);
        assertThat(outcome().denied()).isEmpty();
    }

    @Test
    void whatNeverCameThroughWhatIsReplacedIsNoneOfItsBusiness() {
        cluster.set(0, clusterRole("wide", rule("get", "-", "pods")));
        used(CART, GET_SECRETS, SINCE, 5);
        assertThat(outcome()).isEqualTo(new Shadow.Outcome(0, new TreeMap<>()));
    }

    @Test
    void membersOfAGroupAreItsSubjects() {
        cluster.set(1, clusterRoleBinding("widely", "wide", group("dev")));
        usage.put(
                user("jane"),
                new SubjectUsage(
                        new TreeSet<>(Set.of("dev")),
                        new TreeMap<>(Map.of(GET_SECRETS, new Seen(SINCE, SINCE, 1))),
                        new TreeMap<>()));
        assertThat(outcome().denied()).containsOnlyKeys(user("jane"));
    }

    @Test
    void whomThePolicyForbidsEverythingLosesNothing() {
        Subject anonymous = user("system:anonymous");
        cluster.set(1, clusterRoleBinding("widely", "wide", anonymous));
        used(anonymous, GET_SECRETS, SINCE, 1);
        assertThat(outcome().denied()).isEmpty();
    }

    @Test
    void ofABindingThatIsGoneNothingIsSaid() {
        cluster.remove(WIDELY);
        used(CART, GET_SECRETS, SINCE, 1);
        assertThat(outcome()).isEqualTo(new Shadow.Outcome(0, new TreeMap<>()));
    }

    private void used(Subject subject, Permission permission, Instant last, long count) {
        usage.put(
                subject,
                new SubjectUsage(
                        new TreeSet<>(),
                        new TreeMap<>(Map.of(permission, new Seen(BEFORE, last, count))),
                        new TreeMap<>()));
    }

    private Shadow.Outcome outcome() {
        var shadow = new Shadow(
                RbacSnapshot.of(cluster), new Usage(new Coverage(BEFORE, SINCE, 100), usage), Policy.DEFAULT);
        return shadow.of(List.of(LEAST, roleBinding("shop", "least", LEAST.key(), CART)), Set.of(WIDELY.key()), MADE);
    }
}
