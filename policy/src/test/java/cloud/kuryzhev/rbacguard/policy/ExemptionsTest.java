package cloud.kuryzhev.rbacguard.policy;

import static cloud.kuryzhev.rbacguard.policy.Given.account;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRole;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.group;
import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static cloud.kuryzhev.rbacguard.policy.Given.user;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Decision.Allowed;
import cloud.kuryzhev.rbacguard.policy.Decision.Denied;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ExemptionsTest {

    private static final Instant TOMORROW = Given.NOW.plus(Duration.ofDays(1));
    private static final Requester PIPELINE = Requester.of("system:serviceaccount:ci:deployer", "platform");
    private static final Requester MALLORY = Requester.of("mallory", "developers");
    private static final Role LEGACY = clusterRole("legacy-ops", rule("*", "-", "pods"));
    private static final Binding TO_JANE = clusterRoleBinding("jane", "cluster-admin", user("jane"));

    @Test
    void whatARequesterIsExemptedFromIsOnlyRecordedWithTheExemption() {
        Policy policy = with(by(PIPELINE, "wildcard_verb"));
        assertThat(decision(policy, PIPELINE, LEGACY)).isInstanceOfSatisfying(Allowed.class, allowed -> {
            assertThat(allowed.warnings()).extracting(Finding::rule).doesNotContain("wildcard_verb");
            assertThat(allowed.recorded()).extracting(Finding::rule).doesNotContain("wildcard_verb");
            assertThat(allowed.exempted()).singleElement().hasToString("wildcard_verb by exemptions[0] of ops");
        });
        assertDenied(policy, MALLORY, LEGACY);
    }

    @Test
    void aGroupOfTheRequesterCountsToo() {
        Policy policy = with(new Draft()
                .by(Identities.of(Set.of(), Set.of("platform")))
                .rules("wildcard_verb")
                .exemption());
        assertAllowed(policy, PIPELINE, LEGACY);
        assertDenied(policy, MALLORY, LEGACY);
    }

    @Test
    void otherFindingsAreHeldAgainstItStill() {
        Policy policy = with(by(PIPELINE, "wildcard_verb"));
        Role worse = clusterRole("legacy-ops", rule("*", "*", "*"));
        assertThat(decision(policy, PIPELINE, worse)).isInstanceOfSatisfying(Denied.class, denied -> {
            assertThat(denied.rules()).contains("cluster_admin_equivalent").doesNotContain("wildcard_verb");
            assertThat(denied.exempted()).isNotEmpty();
        });
    }

    @Test
    void anExemptionEndsAtItsTime() {
        Policy ended = with(new Draft()
                .by(Identities.of(Set.of(PIPELINE.username()), Set.of()))
                .rules("wildcard_verb")
                .until(Given.NOW)
                .exemption());
        assertDenied(ended, PIPELINE, LEGACY);
    }

    @Test
    void aRuleCanBeExemptedForOneNameBehindItsColon() {
        Binding admin = clusterRoleBinding("b", "admin", user("joe"));
        Policy policy = Policy.of(Set.of(), Set.of("cluster-admin", "admin"), Set.of())
                .withExemptions(List.of(by(PIPELINE, "forbidden_role_ref:admin")));
        assertAllowed(policy, PIPELINE, admin);
        assertDenied(policy, PIPELINE, TO_JANE);
    }

    @Test
    void whoeverGivesANewObjectAnExemptedNameIsRefused() {
        assertDenied(with(named("legacy-ops")), MALLORY, LEGACY);
        assertDenied(with(named("legacy-*")), MALLORY, clusterRole("legacy-mine", rule("*", "-", "pods")));
    }

    @Test
    void whoeverWidensAnObjectOfAnExemptedNameIsRefused() {
        Role wider = clusterRole("legacy-ops", rule("*", "-", "pods,secrets"));
        assertThat(PolicyEngine.evaluate(
                        new Review(MALLORY, wider, Optional.of(LEGACY)), Given.alone(with(named("legacy-ops")))))
                .isInstanceOf(Denied.class);
    }

    @Test
    void whoeverTakesAwayFromAnObjectOfAnExemptedNameIsNotWarnedOfWhatItIsExemptedFrom() {
        Role before = clusterRole("legacy-ops", rule("*", "-", "pods,secrets"));
        assertThat(PolicyEngine.evaluate(
                        new Review(MALLORY, LEGACY, Optional.of(before)), Given.alone(with(named("legacy-ops")))))
                .isInstanceOfSatisfying(Allowed.class, allowed -> {
                    assertThat(allowed.warnings()).extracting(Finding::rule).doesNotContain("wildcard_verb");
                    assertThat(allowed.exempted()).hasSize(1);
                });
    }

    @Test
    void aNameIsNoViolationWhileItsExemptionLasts() {
        assertThat(refusals(with(named("legacy-ops")), LEGACY)).isEmpty();
        assertThat(refusals(with(named("legacy-*")), LEGACY)).isEmpty();
        assertThat(refusals(with(named("legacy")), LEGACY)).isNotEmpty();
        assertThat(PolicyEngine.refusals(LEGACY, new RuleContext(with(named("legacy-ops")), Cluster.UNKNOWN, TOMORROW)))
                .isNotEmpty();
    }

    @Test
    void aNameAndARequesterExcuseThatRequesterOnly() {
        Policy policy = with(new Draft()
                .by(Identities.of(Set.of(PIPELINE.username()), Set.of()))
                .objects(new ObjectPattern(Kind.CLUSTER_ROLE, "", "legacy-*"))
                .rules("wildcard_verb")
                .exemption());
        assertAllowed(policy, PIPELINE, LEGACY);
        assertDenied(policy, PIPELINE, clusterRole("other", rule("*", "-", "pods")));
        assertDenied(policy, MALLORY, LEGACY);
        assertThat(refusals(policy, LEGACY)).isEmpty();
    }

    @Test
    void aRequesterAloneExcusesNothingThatStands() {
        assertThat(refusals(with(by(PIPELINE, "wildcard_verb")), LEGACY)).isNotEmpty();
    }

    @Test
    void aSubjectMayBeGrantedToByAnybody() {
        Policy policy = with(to("jane"));
        assertAllowed(policy, MALLORY, TO_JANE);
        assertThat(refusals(policy, TO_JANE)).isEmpty();
    }

    @Test
    void whoeverPutsHimselfBesideAnExemptedSubjectIsRefused() {
        assertDenied(
                with(to("jane")), MALLORY, clusterRoleBinding("b", "cluster-admin", user("jane"), user("mallory")));
        assertDenied(with(to("jane")), MALLORY, clusterRoleBinding("b", "cluster-admin"));
        assertDenied(
                with(to("jane")),
                MALLORY,
                clusterRoleBinding("b", "cluster-admin", account("jane", "jane"), group("jane:")));
    }

    @Test
    void anExemptionThatNothingNeedsIsUnused() {
        Exemption past =
                new Draft().subjects("jane").rules("bind_verb").until(Given.NOW).exemption();
        Policy policy =
                with(named("legacy-ops"), named("long-gone"), to("jane"), to("joe"), by(PIPELINE, "bind_verb"), past);
        assertThat(Exemptions.unused(List.of(LEGACY, TO_JANE), Given.alone(policy)))
                .containsExactly(1, 3);
        assertThat(Exemptions.unused(List.of(), Given.alone(policy))).containsExactly(0, 1, 2, 3);
    }

    private static Policy with(Exemption... exemptions) {
        return Policy.DEFAULT.withExemptions(List.of(exemptions));
    }

    private static Exemption by(Requester requester, String rule) {
        return new Draft()
                .by(Identities.of(Set.of(requester.username()), Set.of()))
                .rules(rule)
                .exemption();
    }

    private static Exemption named(String name) {
        return new Draft()
                .objects(new ObjectPattern(Kind.CLUSTER_ROLE, "", name))
                .rules("wildcard_verb")
                .exemption();
    }

    private static Exemption to(String subject) {
        return new Draft().subjects(subject).rules("forbidden_role_ref").exemption();
    }

    private static void assertAllowed(Policy policy, Requester requester, RbacObject object) {
        assertThat(decision(policy, requester, object)).isInstanceOf(Allowed.class);
    }

    private static void assertDenied(Policy policy, Requester requester, RbacObject object) {
        assertThat(decision(policy, requester, object)).isInstanceOf(Denied.class);
    }

    private static Decision decision(Policy policy, Requester requester, RbacObject object) {
        return PolicyEngine.evaluate(new Review(requester, object, Optional.empty()), Given.alone(policy));
    }

    private static List<Finding> refusals(Policy policy, RbacObject object) {
        return PolicyEngine.refusals(object, Given.alone(policy));
    }

    /** An exemption until tomorrow, bit by bit. */
    private static final class Draft {
        private Exemption exemption =
                new Exemption(Optional.empty(), List.of(), new TreeSet<>(), new TreeSet<>(), TOMORROW, "moving", "ops");

        Draft by(Identities requester) {
            return next(Optional.of(requester), exemption.objects(), exemption.subjects(), exemption.rules());
        }

        Draft objects(ObjectPattern... objects) {
            return next(exemption.requester(), List.of(objects), exemption.subjects(), exemption.rules());
        }

        Draft subjects(String... subjects) {
            return next(exemption.requester(), exemption.objects(), Set.of(subjects), exemption.rules());
        }

        Draft rules(String... rules) {
            return next(exemption.requester(), exemption.objects(), exemption.subjects(), Set.of(rules));
        }

        Draft until(Instant until) {
            exemption = new Exemption(
                    exemption.requester(),
                    exemption.objects(),
                    exemption.subjects(),
                    exemption.rules(),
                    until,
                    exemption.reason(),
                    exemption.owner());
            return this;
        }

        Exemption exemption() {
            return exemption;
        }

        private Draft next(
                Optional<Identities> requester, List<ObjectPattern> objects, Set<String> subjects, Set<String> rules) {
            exemption = new Exemption(
                    requester,
                    objects,
                    new TreeSet<>(subjects),
                    new TreeSet<>(rules),
                    exemption.until(),
                    exemption.reason(),
                    exemption.owner());
            return this;
        }
    }
}
