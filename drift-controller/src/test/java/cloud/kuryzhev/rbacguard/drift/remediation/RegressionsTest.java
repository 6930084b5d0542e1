package cloud.kuryzhev.rbacguard.drift.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.policy.usage.SubjectUsage;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RegressionsTest {

    private static final Instant REMOVED = Instant.parse("2026-06-01T08:00:00Z");
    private static final Permission SECRETS = new Permission.OnResource("get", "", "secrets", "", "shop");
    private static final Permission NODES = new Permission.OnResource("get", "", "nodes", "", "");
    private static final Role ROLE = new Role(
            new ObjectKey(Kind.CLUSTER_ROLE, "", "reader"),
            List.of(PolicyRule.onResources(List.of("get"), List.of(""), List.of("secrets", "nodes"))));
    private static final Subject CART = new Subject.ServiceAccount("shop", "cart");

    @Test
    void aRefusalOfWhatWasAllowedIsOne() {
        assertThat(Regressions.of(removed(CART), ROLE, refused(CART, SECRETS, REMOVED), REMOVED))
                .containsExactly("ServiceAccount shop/cart: get secrets -n shop");
    }

    @Test
    void oneFromBeforeTheRemovalIsNot() {
        assertThat(Regressions.of(removed(CART), ROLE, refused(CART, SECRETS, REMOVED.minusSeconds(1)), REMOVED))
                .isEmpty();
    }

    @Test
    void whatWasNeverAllowedIsNotMissed() {
        assertThat(Regressions.of(removed(CART), ROLE, refused(CART, NODES, REMOVED), REMOVED))
                .as("cluster-scoped, and the binding was a RoleBinding")
                .isEmpty();
    }

    @Test
    void somebodyElsesRefusalSaysNothing() {
        Subject other = new Subject.ServiceAccount("shop", "other");

        assertThat(Regressions.of(removed(CART), ROLE, refused(other, SECRETS, REMOVED), REMOVED))
                .isEmpty();
    }

    @Test
    void aMemberOfAGroupIsMeantByIt() {
        Subject bob = new Subject.User("bob");

        assertThat(Regressions.of(removed(new Subject.Group("dev")), ROLE, refused(bob, SECRETS, REMOVED), REMOVED))
                .containsExactly("User bob: get secrets -n shop");
    }

    private static Binding removed(Subject subject) {
        return new Binding(new ObjectKey(Kind.ROLE_BINDING, "shop", "readers"), ROLE.key(), List.of(subject));
    }

    private static Usage refused(Subject subject, Permission permission, Instant at) {
        var denied = new TreeMap<>(Map.of(permission, Seen.once(at)));
        var usage = new SubjectUsage(new TreeSet<>(Set.of("dev")), new TreeMap<>(), denied);
        return new Usage(Coverage.NONE, new TreeMap<>(Map.of(subject, usage)));
    }
}
