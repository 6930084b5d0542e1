package cloud.kuryzhev.rbacguard.policy.drift;

import static cloud.kuryzhev.rbacguard.policy.Given.ask;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRole;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.role;
import static cloud.kuryzhev.rbacguard.policy.Given.roleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static cloud.kuryzhev.rbacguard.policy.Given.user;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Given;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.Explanation;
import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.Replace;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The proof against suggestions that are wrong on purpose. */
class ProofTest {

    private static final Subject JANE = user("jane");
    private static final Subject JOE = user("joe");
    private static final Permission GET_PODS = ask("get", "pods", "", "n");
    private static final Binding TODAY =
            roleBinding("n", "b", clusterRole("wide").key(), JANE);
    private static final BindingUsage USE = use(TODAY, JANE);

    @Test
    void aSuggestionThatKeepsWhatWasUsedIsProven() {
        assertThat(flaw(role("n", "least", rule("get", "-", "pods")), JANE)).isEmpty();
    }

    @Test
    void aSuggestionThatGrantsOneVerbMoreThanTodayIsNot() {
        assertThat(flaw(role("n", "least", rule("get,watch", "-", "pods")), JANE))
                .hasValueSatisfying(flaw -> assertThat(flaw).contains("would grant more than today"));
    }

    @Test
    void aSuggestionThatReachesSomebodyElseIsNot() {
        assertThat(flaw(role("n", "least", rule("get", "-", "pods")), JANE, JOE))
                .hasValueSatisfying(flaw -> assertThat(flaw).contains("would grant more than today"));
    }

    @Test
    void aSuggestionInAnotherNamespaceIsNot() {
        assertThat(flaw(role("m", "least", rule("get", "-", "pods")), JANE))
                .hasValueSatisfying(flaw -> assertThat(flaw).contains("would grant more than today"));
    }

    @Test
    void aSuggestionForTheWholeClusterIsNot() {
        var least = clusterRole("least", rule("get", "-", "pods"));
        assertThat(flaw(least, clusterRoleBinding("least", "least", JANE), USE))
                .hasValueSatisfying(flaw -> assertThat(flaw).contains("would grant more than today"));
    }

    @Test
    void aSuggestionThatLosesWhatWasUsedIsNot() {
        assertThat(flaw(role("n", "least", rule("list", "-", "pods")), JANE))
                .hasValue("the least roles found would lose get pods -n n");
    }

    @Test
    void aSuggestionThatKeepsItForSomebodyElseOnlyIsNot() {
        var least = role("n", "least", rule("get", "-", "pods"));
        var other = use(roleBinding("n", "c", clusterRole("wide").key(), JOE), JOE);
        assertThat(flaw(least, roleBinding("n", "least", least.key(), JANE), USE, other))
                .hasValue("the least roles found would lose get pods -n n");
    }

    @Test
    void aSuggestionThatBreaksThePolicyIsNot() {
        assertThat(flaw(role("n", "least", rule("*", "-", "pods")), JANE))
                .hasValueSatisfying(flaw -> assertThat(flaw).startsWith("what is used breaks the policy itself"));
    }

    private static Optional<String> flaw(Role least, Subject... subjects) {
        return flaw(least, roleBinding(least.key().namespace(), "least", least.key(), subjects), USE);
    }

    private static Optional<String> flaw(Role least, Binding binding, BindingUsage... uses) {
        var suggestion =
                new Replace(List.of(least), List.of(binding), List.of(TODAY.key()), List.of(), Explanation.NONE);
        return Proof.flaw(suggestion, List.of(uses), Given.alone(Policy.DEFAULT));
    }

    private static BindingUsage use(Binding binding, Subject actor) {
        List<PolicyRule> granted = List.of(rule("get,list", "-", "pods,secrets"));
        SortedMap<Permission, Seen> used = new TreeMap<>();
        used.put(GET_PODS, Seen.once(Scene.SEEN));
        SortedMap<Subject, SortedMap<Permission, Seen>> needed = new TreeMap<>();
        needed.put(actor, used);
        return new BindingUsage(
                new Grant(binding, granted),
                new UsageWindow(Scene.FROM, Scene.TO, 1),
                used,
                needed,
                new TreeSet<>(),
                new Visibility(List.of(), Grace.NONE, HiddenChecks.NONE));
    }
}
