package cloud.kuryzhev.rbacguard.policy.rule;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.PolicyEngine;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {

    /** The default, and a service account that may hold nothing. */
    private static final Policy POLICY = Policy.of(
            Set.of(
                    "system:anonymous",
                    "system:unauthenticated",
                    "system:masters",
                    "system:serviceaccount:kube-system:default"),
            Set.of("cluster-admin"),
            Set.of("production"));

    private static final List<CaseFile> CASES = CaseFile.all();

    static Stream<CaseFile> passing() {
        return CASES.stream().filter(CaseFile::passes);
    }

    static Stream<CaseFile> failing() {
        return CASES.stream().filter(file -> !file.passes());
    }

    @ParameterizedTest
    @MethodSource("failing")
    void whatARuleRefusesHasItsFindingsAndNoOthers(CaseFile file) {
        List<Finding> findings = PolicyEngine.findings(file.object(), POLICY);
        assertThat(findings).extracting(CatalogueTest::id).containsOnly(file.rule());
        assertThat(findings).extracting(Finding::field).containsExactlyElementsOf(file.expected());
    }

    @ParameterizedTest
    @MethodSource("passing")
    void whatARuleLetsPassHasNoFinding(CaseFile file) {
        assertThat(file.expected()).isEmpty();
        assertThat(PolicyEngine.findings(file.object(), POLICY)).isEmpty();
    }

    @Test
    void everyRuleHasCasesThatPassAndThatFail() {
        Set<String> rules =
                Rule.CATALOGUE.stream().map(CatalogueTest::idInCases).collect(toSet());
        assertThat(rules).hasSameSizeAs(Rule.CATALOGUE);
        assertThat(failing().map(CaseFile::rule)).containsAll(rules);
        assertThat(passing().map(CaseFile::rule)).containsAll(rules);
        assertThat(CASES).extracting(CaseFile::rule).allMatch(rules::contains);
    }

    /** A rule says its id in its findings only, so one without a case that fails has none here. */
    private static String idInCases(Rule rule) {
        Set<String> ids = failing()
                .flatMap(file -> rule.findings(file.object(), POLICY))
                .map(CatalogueTest::id)
                .collect(toSet());
        assertThat(ids)
                .as("rule ids in the failing cases of %s", rule.getClass().getSimpleName())
                .hasSize(1);
        return ids.iterator().next();
    }

    private static String id(Finding finding) {
        return finding.rule().split(":", 2)[0];
    }
}
