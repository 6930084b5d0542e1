package cloud.kuryzhev.rbacguard.policy.yaml;

import static cloud.kuryzhev.rbacguard.policy.Given.clusterRole;
import static cloud.kuryzhev.rbacguard.policy.Given.role;
import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Action;
import cloud.kuryzhev.rbacguard.policy.CustomRule;
import cloud.kuryzhev.rbacguard.policy.Decision;
import cloud.kuryzhev.rbacguard.policy.Decision.Denied;
import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.Given;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.PolicyEngine;
import cloud.kuryzhev.rbacguard.policy.PolicyReading.Problem;
import cloud.kuryzhev.rbacguard.policy.Requester;
import cloud.kuryzhev.rbacguard.policy.Review;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomRuleReaderTest {

    private static final String RULE = """
            custom:
            - id: custom_named
              kinds: [Role, ClusterRole]
              expression: |
                object.metadata.name.size() < 10 &&
                !object.metadata.name.startsWith('bad')
              message: the name is not liked
              messageExpression: '"\\"" + object.metadata.name + "\\" is not liked"'
              reason: nobody finds it again
              severity: high
              action: deny
            """;
    private static final String SHORT =
            "custom: [{id: custom_a, kinds: [Role], message: m, severity: low, action: warn, %s}]";

    @Test
    void aRuleIsReadWhole() {
        CustomRule rule = policy(RULE).customRules().getFirst();
        assertThat(rule.id()).isEqualTo("custom_named");
        assertThat(rule.kinds()).containsExactly(Kind.CLUSTER_ROLE, Kind.ROLE);
        assertThat(rule.expression()).startsWith("object.metadata.name.size()");
        assertThat(rule.severity()).isEqualTo(Severity.HIGH);
        assertThat(rule.action()).isEqualTo(Action.DENY);
        assertThat(policy(RULE)).isEqualTo(policy(RULE)).isNotEqualTo(policy(RULE.replace("10", "11")));
        assertThat(policy(RULE).hash())
                .isEqualTo(policy(RULE).hash())
                .isNotEqualTo(policy(RULE.replace("10", "11")).hash());
    }

    @Test
    void whatBreaksItIsDeniedInItsWords() {
        assertThat(decision(policy(RULE), clusterRole("bad", rule("get", "-", "pods"))))
                .isInstanceOfSatisfying(Denied.class, denied -> assertThat(denied.message())
                        .contains(
                                "- custom_named (HIGH) at object: \"bad\" is not liked; nobody finds it again. Instead:"
                                        + " change it so that this holds: object.metadata.name.size() < 10 &&"
                                        + " !object.metadata.name.startsWith('bad')."));
        assertThat(decision(policy(RULE), clusterRole("good", rule("get", "-", "pods"))))
                .isEqualTo(Decision.Allowed.WITHOUT_A_WORD);
    }

    @Test
    void anotherKindIsNotItsBusiness() {
        assertThat(decision(policy(RULE.replace("[Role, ClusterRole]", "[ClusterRoleBinding]")), clusterRole("bad")))
                .isEqualTo(Decision.Allowed.WITHOUT_A_WORD);
    }

    @Test
    void anEvaluationThatFailsIsAFindingWithItsAction() {
        Policy policy = policy(RULE.replace("object.metadata.name.size() < 10", "object.spec.size() < 10"));
        assertThat(decision(policy, clusterRole("good")))
                .isInstanceOfSatisfying(Denied.class, denied -> assertThat(denied.message())
                        .contains("custom_named (HIGH) at object: this rule of the policy could not be evaluated")
                        .contains("spec"));
    }

    @Test
    void aRuleAboutRequestsSaysNothingAboutWhatStands() {
        String about = SHORT.formatted("expression: 'request.userInfo.username == \"nobody\"'");
        assertThat(PolicyEngine.findings(role("shop", "r"), Given.alone(policy(about))))
                .isEmpty();
        assertThat(PolicyEngine.findings(
                        role("shop", "r"), Given.alone(policy(SHORT.formatted("expression: 'false'")))))
                .extracting(Finding::rule)
                .containsExactly("custom_a");
        assertThat(decision(policy(about), role("shop", "r")))
                .isInstanceOfSatisfying(Decision.Allowed.class, allowed -> assertThat(allowed.warnings())
                        .extracting(Finding::rule)
                        .containsExactly("custom_a"));
    }

    @Test
    void aCustomRuleCanBeExemptedFrom() {
        Policy policy = policy(RULE + """
                exemptions:
                - {requester: {users: [jane]}, rules: [custom_named], until: 2026-12-31, reason: r, owner: o}
                """);
        assertThat(decision(policy, clusterRole("bad"))).isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void aFaultInALiteralBlockIsToldWhereItStands() {
        assertThat(Reading.problems(
                        RULE.replace("!object.metadata.name.startsWith", "!objct.metadata.name.startsWith")))
                .containsExactly(new Problem(
                        6,
                        6,
                        "\"expression\" does not compile: undeclared reference to 'objct'; variables are object, oldObject,"
                                + " request, rules and subjects"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "expression: 'true && foo(1)'|1|105|\"expression\" does not compile: undeclared reference to 'foo'",
                "expression: true \\&\\& foo(1)|1|98|does not compile",
                "expression: \"'text'\"|1|94|expected type 'bool' but found 'string'",
                "expression: true|0|0|",
                "expression: [a]|1|93|found a list; \"expression\" must be an expression in CEL",
                "expression: ''|1|93|must be an expression in CEL",
                "expression: 'true', messageExpression: 'true'|1|121|\"messageExpression\" does not compile: expected type 'string' but found 'bool'",
                "expression: 'rules.all('|1|104|does not compile: mismatched input",
                "expresion: 'true'|1|81|unknown key \"expresion\": did you mean expression?",
            })
    void aFaultOnOneLineIsToldWhereItStands(String rest, int line, int column, String message) {
        String yaml = SHORT.formatted(rest);
        if (line == 0) {
            assertThat(policy(yaml).customRules()).hasSize(1);
        } else {
            assertThat(Reading.problems(yaml)).anySatisfy(problem -> {
                assertThat(problem.message()).contains(message);
                assertThat(problem.line()).isEqualTo(line);
                assertThat(problem.column()).isEqualTo(column);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "custom: {}",
                "custom: [{id: secret_read, kinds: [Role], expression: 'true', message: m, severity: low, action: warn}]",
                "custom: [{id: custom_, kinds: [Role], expression: 'true', message: m, severity: low, action: warn}]",
                "custom: [{id: custom_a, kinds: [Pod], expression: 'true', message: m, severity: low, action: warn}]",
                "custom: [{id: custom_a, kinds: [], expression: 'true', message: m, severity: low, action: warn}]",
                "custom: [{id: custom_a, kinds: [Role], expression: 'true', message: m, severity: mild, action: warn}]",
                "custom: [{id: custom_a, kinds: [Role], expression: 'true', message: m, severity: low, action: refuse}]",
                "custom: [{id: custom_a, kinds: [Role], expression: 'true', severity: low, action: warn}]",
                "custom: [{}]",
                "custom: [7]",
            })
    void anUnusableRuleIsAProblem(String yaml) {
        assertThat(Reading.problems(yaml)).isNotEmpty();
    }

    @Test
    void anIdStandsOnce() {
        String rule = "{id: custom_a, kinds: [Role], expression: 'true', message: m, severity: low, action: warn}";
        assertThat(Reading.problems("custom: [" + rule + ", " + rule + "]"))
                .extracting(Problem::message)
                .containsExactly("custom rule \"custom_a\" stands here a second time");
    }

    @Test
    void anExpressionThatIsTooLongOrTooDeepIsRefused() {
        assertThat(Reading.problems(SHORT.formatted("expression: '" + "true && ".repeat(1_000) + "true'")))
                .isNotEmpty();
        assertThat(Reading.problems(
                        SHORT.formatted("expression: '" + "(".repeat(500) + "true" + ")".repeat(500) + "'")))
                .isNotEmpty();
    }

    private static Policy policy(String yaml) {
        return Reading.usable(yaml).policy();
    }

    private static Decision decision(Policy policy, RbacObject object) {
        return PolicyEngine.evaluate(new Review(Requester.of("jane"), object, Optional.empty()), Given.alone(policy));
    }
}
