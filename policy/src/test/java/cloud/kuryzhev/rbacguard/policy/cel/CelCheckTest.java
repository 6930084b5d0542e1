package cloud.kuryzhev.rbacguard.policy.cel;

import static cloud.kuryzhev.rbacguard.policy.Given.account;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRole;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.group;
import static cloud.kuryzhev.rbacguard.policy.Given.labelled;
import static cloud.kuryzhev.rbacguard.policy.Given.role;
import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static cloud.kuryzhev.rbacguard.policy.Given.urls;
import static cloud.kuryzhev.rbacguard.policy.Given.user;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.CustomCheck.Broken;
import cloud.kuryzhev.rbacguard.policy.CustomCheck.Failed;
import cloud.kuryzhev.rbacguard.policy.CustomCheck.Fine;
import cloud.kuryzhev.rbacguard.policy.CustomCheck.Outcome;
import cloud.kuryzhev.rbacguard.policy.Given;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.Requester;
import cloud.kuryzhev.rbacguard.policy.Review;
import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.ClusterIndex;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CelCheckTest {

    private static final Role ROLE = labelled(
            "team", role("shop", "reader", rule("get,list", "-,apps", "pods", "web"), rule("get", "-", "nodes")));
    private static final Binding BINDING =
            clusterRoleBinding("readers", "view", user("jane"), group("ops"), account("ci", "deployer"));
    private static final Requester JANE = Requester.of("jane", "ops", "developers");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "object.apiVersion == 'rbac.authorization.k8s.io/v1' && object.kind == 'Role'",
                "object.metadata.name == 'reader' && object.metadata.namespace == 'shop'",
                "object.metadata.labels['team'] == 'true' && !has(object.metadata.annotations)",
                "object.rules[0].verbs == ['get', 'list'] && object.rules[0].resourceNames == ['web']",
                "!has(object.rules[1].resourceNames) && !has(object.roleRef)",
                "rules.size() == 2 && rules[1].resourceNames.size() == 0",
                "rules.all(r, r.apiGroups.exists(g, g == ''))",
                "oldObject == null && subjects.size() == 0",
                "request.operation == 'CREATE' && request.name == 'reader' && request.namespace == 'shop'",
                "request.kind.kind == 'Role' && request.userInfo.username == 'jane' && !request.dryRun",
                "'ops' in request.userInfo.groups",
                "object.metadata.name.matches('^[a-z-]+$') && object.metadata.name.startsWith('read')",
                "'a,b'.split(',').size() == 2 && 'ABC'.lowerAscii() == 'abc'",
                "sets.contains(rules[0].verbs, ['get'])",
                "rules.map(r, r.verbs.size()).exists(n, n == 2) && 1.0 < 2",
            })
    void aRoleIsSeenAsItsManifestSaysIt(String expression) {
        assertThat(outcome(expression, ROLE)).isEqualTo(new Fine());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "object.roleRef == {'apiGroup': 'rbac.authorization.k8s.io', 'kind': 'ClusterRole', 'name': 'view'}",
                "subjects.filter(s, s.kind == 'ServiceAccount') == [{'kind': 'ServiceAccount', 'namespace': 'ci', 'name': 'deployer'}]",
                "object.subjects.size() == 3 && object.subjects[0].apiGroup == 'rbac.authorization.k8s.io'",
                "!has(object.metadata.namespace) && request.namespace == ''",
                "rules.size() == 0",
            })
    void aBindingIsSeenAsItsManifestSaysIt(String expression) {
        assertThat(outcome(expression, BINDING)).isEqualTo(new Fine());
    }

    @Test
    void everyFieldThatARoleCanHaveIsSeen() {
        var metadata = Given.clusterRole("all").metadata().withAnnotations(Map.of("why", "because"));
        var all = new Role(
                Given.clusterRoleKey("all"),
                List.of(rule("get", "apps", "deployments", "web"), urls("get", "/metrics")),
                metadata);
        assertThat(outcome("object.metadata == {'name': 'all', 'annotations': {'why': 'because'}}", all))
                .isEqualTo(new Fine());
        assertThat(outcome("""
                object.rules == [
                  {'verbs': ['get'], 'apiGroups': ['apps'], 'resources': ['deployments'], 'resourceNames': ['web']},
                  {'verbs': ['get'], 'nonResourceURLs': ['/metrics']}]""", all)).isEqualTo(new Fine());
    }

    @Test
    void whatIsGrantedAndToWhomIsTakenFromTheCluster() {
        var cluster = new ClusterIndex();
        Role view = clusterRole("view", rule("get", "-", "pods"));
        cluster.put(view);
        cluster.put(BINDING);
        var context = new RuleContext(Policy.DEFAULT, cluster, Given.NOW);
        assertThat(check("rules.size() == 1 && rules[0].verbs == ['get']").outcome(BINDING, Optional.empty(), context))
                .isEqualTo(new Fine());
        assertThat(check("subjects.size() == 3").outcome(view, Optional.empty(), context))
                .isEqualTo(new Fine());
    }

    @Test
    void anUpdateShowsWhatIsStored() {
        var review = new Review(JANE, ROLE, Optional.of(role("shop", "reader")));
        assertThat(check("request.operation == 'UPDATE' && !has(oldObject.rules) && has(object.rules)")
                        .outcome(ROLE, Optional.of(review), Given.alone(Policy.DEFAULT)))
                .isEqualTo(new Fine());
    }

    @Test
    void whatIsBrokenIsSaidByTheMessageExpression() {
        CelCheck check = check("false", "'role ' + object.metadata.name + ' is bad'");
        assertThat(outcome(check, ROLE)).isEqualTo(new Broken(Optional.of("role reader is bad")));
        assertThat(outcome("false", ROLE)).isEqualTo(new Broken(Optional.empty()));
    }

    @Test
    void aMessageOfFiveHundredCharactersIsNotTooLongAndALongerOneIs() {
        String longest = "x".repeat(500);
        assertThat(outcome(check("false", "'" + longest + "'"), ROLE)).isEqualTo(new Broken(Optional.of(longest)));
        assertThat(outcome(check("false", "'" + longest + "x'"), ROLE)).isEqualTo(new Broken(Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"object.spec.name", "''", "'  '", "'two\\nlines'"})
    void aMessageThatIsNoneIsLeftToTheOther(String expression) {
        assertThat(outcome(check("false", expression), ROLE)).isEqualTo(new Broken(Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "object.spec.replicas == 1",
                "oldObject.metadata.name == 'x'",
                "object.metadata.name",
                "1 / 0 == 1",
                "object.metadata.name.matches(object.metadata.labels.team + '(')",
                "object.rules[7].verbs == []",
            })
    void whatCannotBeEvaluatedFails(String expression) {
        assertThat(outcome(expression, ROLE)).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.why())
                .isNotBlank());
    }

    @Test
    void aHugeObjectIsGivenUpOn() {
        Role huge = role(
                "shop",
                "huge",
                IntStream.range(0, 500).mapToObj(i -> rule("get", "-", "r" + i)).toArray(PolicyRule[]::new));
        assertThat(outcome("rules.all(a, rules.all(b, a.verbs == b.verbs))", huge))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.why()).contains("budget"));
    }

    @Test
    void itIsKnownWhetherItAsksAboutTheRequest() {
        assertThat(check("request.userInfo.username == 'jane'").asksAboutTheRequest())
                .isTrue();
        assertThat(check("rules.all(r, r.verbs.all(v, v != request.name))").asksAboutTheRequest())
                .isTrue();
        assertThat(check("object.request == 1").asksAboutTheRequest()).isFalse();
    }

    @Test
    void twoOfTheSameTextAreEqual() {
        assertThat(check("true", "'a'")).isEqualTo(check("true", "'a'")).isNotEqualTo(check("true", "'b'"));
        assertThat(check("true")).hasSameHashCodeAs(check("true")).isNotEqualTo(check("false"));
    }

    private static Outcome outcome(String expression, RbacObject object) {
        return outcome(check(expression), object);
    }

    private static Outcome outcome(CelCheck check, RbacObject object) {
        return check.outcome(
                object, Optional.of(new Review(JANE, object, Optional.empty())), Given.alone(Policy.DEFAULT));
    }

    private static CelCheck check(String expression) {
        return new CelCheck(expression(CelExpression.condition(expression)), Optional.empty());
    }

    private static CelCheck check(String expression, String message) {
        return new CelCheck(
                expression(CelExpression.condition(expression)),
                Optional.of(expression(CelExpression.message(message))));
    }

    private static CelExpression expression(CelReading reading) {
        assertThat(reading).isInstanceOf(CelReading.Usable.class);
        return ((CelReading.Usable) reading).expression();
    }
}
