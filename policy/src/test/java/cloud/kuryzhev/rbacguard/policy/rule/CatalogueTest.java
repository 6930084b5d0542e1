package cloud.kuryzhev.rbacguard.policy.rule;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Finding;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {

    private static final List<CaseFile> CASES = CaseFile.all();

    static Stream<CaseFile> passing() {
        return CASES.stream().filter(CaseFile::passes);
    }

    static Stream<CaseFile> failing() {
        return CASES.stream().filter(file -> !file.passes());
    }

    @ParameterizedTest
    @MethodSource("failing")
    void whatARuleLooksForIsFoundWhereItStands(CaseFile file) {
        assertThat(file.findings()).extracting(Finding::field).containsExactlyElementsOf(file.expected());
    }

    @ParameterizedTest
    @MethodSource("passing")
    void whatARuleLetsPassHasNoFindingOfIt(CaseFile file) {
        assertThat(file.expected()).isEmpty();
        assertThat(file.findings()).isEmpty();
    }

    @Test
    void everyRuleHasCasesThatPassAndThatFail() {
        Set<String> rules =
                Rule.CATALOGUE.stream().map(rule -> rule.spec().id()).collect(toSet());
        assertThat(rules).hasSameSizeAs(Rule.CATALOGUE);
        assertThat(failing().map(CaseFile::rule)).containsAll(rules);
        assertThat(passing().map(CaseFile::rule)).containsAll(rules);
        assertThat(CASES).extracting(CaseFile::rule).allMatch(rules::contains);
    }
}
