package cloud.kuryzhev.rbacguard.policy.rule;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Given;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalogue in CEL finds what the catalogue finds, where it knows nothing but the object; of sums and selectors it says less of the place. */
class CelCatalogueTest {

    private static final String A_SUM = "full_verb_set_equivalent_to_wildcard";

    static Stream<CaseFile> cases() {
        return CaseFile.all().stream()
                .filter(file -> cel(file.rule()).anyMatch(it -> it.onRoles() == file.object() instanceof Role));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void bothFindTheSameInTheSamePlaces(CaseFile file) {
        List<Map<String, String>> inJava = Rule.CATALOGUE.stream()
                .filter(it -> it.spec().id().equals(file.rule()))
                .flatMap(it -> it.matches(file.object(), Given.alone(CaseFile.POLICY)))
                .map(match -> asCel(match, file.rule()))
                .toList();

        List<Map<String, String>> inCel = cel(file.rule())
                .flatMap(it -> ApiServerCel.matches(it, file.object()).stream())
                .toList();

        assertThat(inCel).containsExactlyInAnyOrderElementsOf(inJava);
    }

    @Test
    void valuesAreQuotedAsCelReadsThem() {
        assertThat(CelText.of("a\"b\\c\n\u007f")).isEqualTo("\"a\\\"b\\\\c\\u000a\\u007f\"");
        assertThat(CelText.of(List.of("a", " ", "~"))).isEqualTo("[\"a\", \" \", \"~\"]");
    }

    private static Stream<CelRule> cel(String rule) {
        return Rule.CATALOGUE.stream()
                .filter(it -> it.spec().id().equals(rule))
                .flatMap(it -> CelCatalogue.of(it, CaseFile.POLICY).stream());
    }

    private static Map<String, String> asCel(Match match, String rule) {
        String selectors = match.field().replaceFirst("(clusterRoleSelectors)\\[\\d+]", "$1");
        return Map.of(
                "at", rule.equals(A_SUM) ? "rules" : selectors,
                "of", match.subject().isEmpty() ? "" : ":" + match.subject(),
                "narrow", String.valueOf(match.narrow()));
    }
}
