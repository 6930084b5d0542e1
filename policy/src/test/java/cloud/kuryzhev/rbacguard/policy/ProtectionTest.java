package cloud.kuryzhev.rbacguard.policy;

import static cloud.kuryzhev.rbacguard.policy.Given.clusterRole;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleKey;
import static cloud.kuryzhev.rbacguard.policy.Given.role;
import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Decision.Allowed;
import cloud.kuryzhev.rbacguard.policy.Decision.Denied;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ProtectionTest {

    private static final Policy POLICY = Policy.DEFAULT.withProtected(List.of(new Protection(
            new TreeSet<>(Set.of(clusterRoleKey("break-glass"))), Identities.of(Set.of("jane"), Set.of("platform")))));
    private static final Role ROLE = clusterRole("break-glass", rule("get", "-", "pods"));
    private static final Requester MALLORY = Requester.of("mallory", "developers");

    @Test
    void onlyThoseListedMayWriteWhatIsProtected() {
        assertThat(create(Requester.of("jane"))).isInstanceOf(Allowed.class);
        assertThat(create(Requester.of("joe", "platform"))).isInstanceOf(Allowed.class);
        assertThat(create(MALLORY))
                .isInstanceOfSatisfying(
                        Denied.class,
                        denied -> assertThat(denied.message())
                                .contains(
                                        "- protected_object (HIGH) at metadata.name: the policy protects ClusterRole break-glass, and user"
                                                + " \"mallory\" is not among those who may create it (users [jane], groups [platform])"));
    }

    @Test
    void anUpdateThatGrantsNothingNewIsAWriteToo() {
        assertThat(PolicyEngine.evaluate(new Review(MALLORY, ROLE, Optional.of(ROLE)), Given.alone(POLICY)))
                .isInstanceOf(Denied.class);
    }

    @Test
    void aDeletionIsRefusedForWhatIsProtectedOnly() {
        assertThat(PolicyEngine.evaluateDeletion(MALLORY, ROLE.key(), POLICY)).isInstanceOf(Denied.class);
        assertThat(PolicyEngine.evaluateDeletion(Requester.of("jane"), ROLE.key(), POLICY))
                .isInstanceOf(Allowed.class);
        assertThat(PolicyEngine.evaluateDeletion(MALLORY, clusterRoleKey("other"), POLICY))
                .isInstanceOf(Allowed.class);
        assertThat(PolicyEngine.evaluateDeletion(
                        MALLORY, role("break-glass", "break-glass").key(), POLICY))
                .isInstanceOf(Allowed.class);
    }

    @Test
    void theControlPlaneMayAlways() {
        Requester collector = Requester.of("system:serviceaccount:kube-system:generic-garbage-collector");
        assertThat(create(collector)).isInstanceOf(Allowed.class);
        assertThat(PolicyEngine.evaluateDeletion(collector, ROLE.key(), POLICY)).isInstanceOf(Allowed.class);
    }

    private static Decision create(Requester requester) {
        return PolicyEngine.evaluate(new Review(requester, ROLE, Optional.empty()), Given.alone(POLICY));
    }
}
