package cloud.kuryzhev.rbacguard.policy;

import static cloud.kuryzhev.rbacguard.policy.Given.clusterRole;
import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** How far a policy is in force. */
class ModeTest {

    private static final RbacObject BAD = clusterRole("bad", rule("*", "-", "pods"));
    private static final RbacObject DOUBTFUL = clusterRole("doubtful", rule("get", "-", "secrets"));

    @Test
    void whatIsDeniedPassesWithAWordWhereThePolicyOnlyWarns() {
        assertThat(decision(Mode.WARN, BAD)).isInstanceOfSatisfying(Decision.Spared.class, spared -> {
            assertThat(spared.denial()).isEqualTo(decision(Mode.ENFORCE, BAD));
            assertThat(spared.warnings())
                    .first()
                    .isEqualTo(
                            "this ClusterRole passes only because the policy's mode is warn; in mode enforce it is refused");
            assertThat(spared.warnings())
                    .anySatisfy(it -> assertThat(it).startsWith("wildcard_verb (HIGH) at rules[0]"));
        });
    }

    @Test
    void whatIsDeniedPassesWithoutAWordWhereThePolicyOnlyKeepsRecords() {
        assertThat(decision(Mode.AUDIT, BAD)).isInstanceOfSatisfying(Decision.Spared.class, spared -> {
            assertThat(spared.denial()).isEqualTo(decision(Mode.ENFORCE, BAD));
            assertThat(spared.warnings()).isEmpty();
        });
    }

    @Test
    void whatIsWarnedOfIsOnlyKeptWhereThePolicyOnlyKeepsRecords() {
        var warned = (Decision.Allowed) decision(Mode.ENFORCE, DOUBTFUL);
        assertThat(warned.warnings()).isNotEmpty();
        assertThat(decision(Mode.WARN, DOUBTFUL)).isEqualTo(warned);
        assertThat(decision(Mode.AUDIT, DOUBTFUL)).isInstanceOfSatisfying(Decision.Allowed.class, allowed -> {
            assertThat(allowed.warnings()).isEmpty();
            assertThat(allowed.recorded()).containsAll(warned.warnings());
        });
    }

    @Test
    void aProtectedObjectMayBeDeletedWhereNothingIsEnforced() {
        var protection = new Protection(new TreeSet<>(Set.of(BAD.key())), Identities.of(Set.of("jane"), Set.of()));
        Policy policy = Policy.DEFAULT.withProtected(List.of(protection));
        assertThat(PolicyEngine.evaluateDeletion(Requester.of("joe"), BAD.key(), policy))
                .isInstanceOf(Decision.Denied.class);
        assertThat(PolicyEngine.evaluateDeletion(Requester.of("joe"), BAD.key(), policy.in(Mode.WARN)))
                .isInstanceOf(Decision.Spared.class);
    }

    @Test
    void whatStandsIsJudgedAlikeInAllOfThem() {
        assertThat(Mode.values())
                .allSatisfy(mode -> assertThat(PolicyEngine.refusals(BAD, Given.alone(Policy.DEFAULT.in(mode))))
                        .isNotEmpty()
                        .isEqualTo(PolicyEngine.refusals(BAD, Given.alone(Policy.DEFAULT))));
    }

    private static Decision decision(Mode mode, RbacObject object) {
        return PolicyEngine.evaluate(
                new Review(Requester.of("jane"), object, Optional.empty()), Given.alone(Policy.DEFAULT.in(mode)));
    }
}
