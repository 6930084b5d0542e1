package cloud.kuryzhev.rbacguard.policy.drift;

import static cloud.kuryzhev.rbacguard.policy.Given.account;
import static cloud.kuryzhev.rbacguard.policy.Given.ask;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRole;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.group;
import static cloud.kuryzhev.rbacguard.policy.Given.role;
import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static cloud.kuryzhev.rbacguard.policy.Given.user;
import static cloud.kuryzhev.rbacguard.policy.drift.Scene.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cloud.kuryzhev.rbacguard.policy.drift.PermissionVerdict.Unobservable;
import cloud.kuryzhev.rbacguard.policy.drift.Schedules.Schedule;
import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.UnobservableAccess;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Metadata;
import cloud.kuryzhev.rbacguard.policy.rbac.Origin;
import cloud.kuryzhev.rbacguard.policy.rbac.Origin.FieldWriter;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is called unused before it had the time to be used. */
class GraceTest {

    private static final Subject.ServiceAccount BACKEND = new Subject.ServiceAccount("shop", "backend");
    private static final PolicyRule PODS = rule("*", "-", "pods");
    private static final PolicyRule SECRETS = rule("get", "-", "secrets");
    private static final Instant LATE = Scene.TO.minus(Duration.ofDays(2));
    private static final String YOUNG = "it is granted only since 2026-06-29T00:00:00Z, which is too short to judge";
    private static final Binding BINDING = clusterRoleBinding("b", "wide", BACKEND);

    @Test
    void aRuleThatWasAddedLateIsKeptAndTheOthersAreJudged() {
        Role before = clusterRole("wide", PODS);
        Role after = written(clusterRole("wide", PODS, SECRETS), LATE);
        var scene = new Scene(after, BINDING).knowing(knowing(before)).used(BACKEND, ask("get", "pods", "a", "n"));
        assertThat(scene.violation(after).verdicts())
                .contains(new PermissionVerdict("get secrets", new Unobservable(YOUNG)));
        assertThat(scene.replacement(after).roles())
                .containsExactly(
                        fresh(clusterRole("b-least", SECRETS)), fresh(role("n", "b-least", rule("get", "-", "pods"))));
        assertThat(scene.replacement(after).unobservable())
                .contains(new UnobservableAccess("get secrets", true, YOUNG));
    }

    @Test
    void ofTwoRulesThatAreBothYoungEachIsAsOldAsItIs() {
        Instant later = LATE.plus(Duration.ofDays(1));
        Role first = written(clusterRole("wide", PODS, SECRETS), LATE);
        Role now = written(clusterRole("wide", PODS, SECRETS, rule("get", "-", "nodes")), later);
        RuleAges ages = ages(clusterRole("wide", PODS)).seeing(RbacSnapshot.of(List.of(first)));
        var scene = new Scene(now, BINDING)
                .knowing(new Facts(Optional.empty(), Schedules.UNKNOWN, ages, Map.of()))
                .used(BACKEND, ask("get", "pods", "a", "n"));
        assertThat(scene.violation(now).verdicts())
                .contains(
                        new PermissionVerdict("get secrets", new Unobservable(YOUNG)),
                        new PermissionVerdict("get nodes", new Unobservable(YOUNG.replace("06-29", "06-30"))));
    }

    @Test
    void whatAnOlderRuleGrantsTooIsJudged() {
        Role after = written(clusterRole("wide", PODS, rule("get", "-", "pods,secrets")), LATE);
        var scene = new Scene(after, BINDING).knowing(knowing(clusterRole("wide", PODS)));
        assertThat(scene.violation(after).verdicts())
                .extracting(PermissionVerdict::permission, it -> it.verdict() instanceof Unobservable)
                .contains(tuple("get pods", false), tuple("get secrets", true));
    }

    @Test
    void aRoleWhoseRulesWereAllWrittenLateGetsNoSuggestion() {
        Role late = written(clusterRole("wide", PODS), LATE);
        assertThat(new Scene(late, BINDING).whyNone(late))
                .isEqualTo(
                        "its rules were written less than 7 d 0 h before the last audit event, which is too little evidence");
    }

    @Test
    void aWildcardThatWasAddedLateCannotBeNarrowedYet() {
        Role late = written(clusterRole("wide", SECRETS, PODS), LATE);
        assertThat(new Scene(late, BINDING)
                        .knowing(knowing(clusterRole("wide", SECRETS)))
                        .whyNone(late))
                .isEqualTo("a wildcard cannot be judged yet (* pods: " + YOUNG + ")");
    }

    @Test
    void aRoleThatWasDeletedAndMadeAnewForgetsItsPast() {
        Role before = clusterRole("wide", PODS);
        var again = new Role(before.key(), before.rules(), Metadata.createdAt(LATE));
        assertThat(ages(before).since(again, PODS)).isEqualTo(LATE);
    }

    @Test
    void aRuleKeepsItsAgeAsLongAsItStaysInTheRole() {
        Role first = clusterRole("wide", PODS);
        RuleAges ages = ages(first).seeing(RbacSnapshot.of(List.of(written(clusterRole("wide", PODS, SECRETS), LATE))));
        RuleAges later = ages.seeing(RbacSnapshot.of(List.of(written(clusterRole("wide", SECRETS, PODS), Scene.TO))));
        Role now = written(clusterRole("wide", SECRETS, PODS), Scene.TO);
        assertThat(later.since(now, PODS)).isEqualTo(first.created());
        assertThat(later.since(now, SECRETS)).isEqualTo(LATE);
    }

    @Test
    void aBindingWhoseSubjectsWereChangedIsAsOldAsTheChange() {
        var changed = new Binding(
                BINDING.key(),
                BINDING.roleRef(),
                BINDING.subjects(),
                BINDING.metadata().withOrigin(origin(LATE)));
        var violation = new Scene(clusterRole("wide", PODS), changed).violation(clusterRole("wide", PODS));
        assertThat(violation.window().from()).isEqualTo(LATE);
        assertThat(violation.confidence().youngest()).isEqualTo("ClusterRoleBinding b, since 2026-06-29T00:00:00Z");
    }

    @Test
    void aServiceAccountThatIsYoungerThanItsBindingMakesTheWindowThin() {
        var scene = new Scene(clusterRole("wide", PODS), BINDING)
                .knowing(new Facts(Optional.empty(), Schedules.UNKNOWN, RuleAges.NONE, Map.of(BACKEND, LATE)));
        var violation = scene.violation(clusterRole("wide", PODS));
        assertThat(violation.confidence().youngest())
                .isEqualTo("ServiceAccount shop/backend, since 2026-06-29T00:00:00Z");
        assertThat(violation.suggestion()).isInstanceOf(Suggestion.None.class);
    }

    @Test
    void whatRunsOnceAMonthMustBeSeenTwice() {
        Role role = clusterRole("wide", PODS);
        assertThat(new Scene(role, BINDING)
                        .knowing(running(new Schedule("shop", "report", Duration.ofDays(31))))
                        .whyNone(role))
                .isEqualTo(
                        "the audit log covers less than 62 d 0 h of this grant's life, twice the longest time between two"
                                + " runs of CronJob shop/report, which is too little evidence");
    }

    @ParameterizedTest
    @ValueSource(strings = {"system:serviceaccounts", "system:serviceaccounts:shop", "system:authenticated"})
    void aGroupOfServiceAccountsRunsTheirCronJobs(String group) {
        var monthly = new Schedule("shop", "report", Duration.ofDays(31));
        assertThat(Schedules.of(List.of(monthly)).longest(List.of(group(group))))
                .hasValue(monthly);
    }

    @Test
    void aCronJobElsewhereOrOneThatRunsOftenAsksForNothingMore() {
        var schedules = Schedules.of(List.of(
                new Schedule("shop", "often", Duration.ofMinutes(5)),
                new Schedule("bank", "report", Duration.ofDays(31))));
        assertThat(RequiredWindow.of(Duration.ofDays(7), schedules, List.of(BACKEND, user("jane")))
                        .toString())
                .isEqualTo("7 d 0 h");
        assertThat(RequiredWindow.of(Duration.ofDays(7), schedules, List.of(account("bank", "teller")))
                        .toString())
                .isEqualTo("62 d 0 h, twice the longest time between two runs of CronJob bank/report");
    }

    private static Facts running(Schedule schedule) {
        return new Facts(Optional.empty(), Schedules.of(List.of(schedule)), RuleAges.NONE, Map.of());
    }

    private static Facts knowing(Role seen) {
        return new Facts(Optional.empty(), Schedules.UNKNOWN, ages(seen), Map.of());
    }

    private static RuleAges ages(Role seen) {
        return RuleAges.NONE.seeing(RbacSnapshot.of(List.of(seen)));
    }

    private static Role written(Role role, Instant at) {
        return new Role(role.key(), role.rules(), role.metadata().withOrigin(origin(at)));
    }

    private static Origin origin(Instant at) {
        return new Origin(List.of(), List.of(new FieldWriter("kubectl-edit", false, true, at)));
    }
}
