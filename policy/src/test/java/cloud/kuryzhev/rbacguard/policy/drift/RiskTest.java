package cloud.kuryzhev.rbacguard.policy.drift;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Given;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Verbs;
import cloud.kuryzhev.rbacguard.policy.rule.Rule;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RiskTest {

    private static final RuleContext ALONE = new RuleContext(Policy.DEFAULT, Cluster.UNKNOWN, Given.NOW);
    private static final Binding BINDING = Given.clusterRoleBinding("b", "alone");
    private static final List<Integer> WEIGHTS = List.of(2, 4, 8, 16);

    static Stream<PolicyRule> atoms() {
        List<String> verbs = Stream.concat(
                        Verbs.STANDARD.stream(),
                        Stream.of("bind", "escalate", "impersonate", "impersonate-on:user-info:get", "approve", "GET"))
                .toList();
        return Stream.concat(
                Stream.of("/metrics", "/logs/*", "*").flatMap(url -> Stream.of("get", "*")
                        .map(verb -> PolicyRule.onUrls(List.of(verb), List.of(url)))),
                verbs.stream().flatMap(RiskTest::onResources));
    }

    private static Stream<PolicyRule> onResources(String verb) {
        return Stream.of(
                        " secrets",
                        " pods/exec",
                        " nodes/proxy",
                        " serviceaccounts/token",
                        " users",
                        "authentication.k8s.io userextras/x",
                        "apps deployments",
                        "rbac.authorization.k8s.io clusterroles",
                        "rbac.authorization.k8s.io clusterrolebindings",
                        "certificates.k8s.io signers",
                        "example.com widgets")
                .map(it -> it.split(" ", 2))
                .flatMap(it -> Stream.of(List.<String>of(), List.of("x"))
                        .map(names -> new PolicyRule(List.of(verb), List.of(it[0]), List.of(it[1]), names, List.of())));
    }

    @ParameterizedTest
    @MethodSource("atoms")
    void itIsThatOfTheWorstRuleThatMindsARoleWithNothingElse(PolicyRule atom) {
        var alone = new Role(Given.clusterRoleKey("alone"), List.of(atom));
        int worst = Rule.CATALOGUE.stream()
                .flatMap(rule ->
                        rule.matches(alone, ALONE).map(match -> rule.spec().severity(false, false, match.narrow())))
                .max(Comparator.naturalOrder())
                .map(Severity::ordinal)
                .map(WEIGHTS::get)
                .orElse(1);
        assertThat(new Risk(Policy.DEFAULT).of(new Atom(BINDING, atom))).isEqualTo(worst);
    }
}
