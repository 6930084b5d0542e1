package cloud.kuryzhev.rbacguard.policy.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CoversPropertiesTest {

    @Provide
    Arbitrary<List<PolicyRule>> rules() {
        return SmallWorld.rules().list().ofMaxSize(3);
    }

    @Property(tries = 3_000, maxDiscardRatio = 100, edgeCases = EdgeCasesMode.NONE)
    void whatIsCoveredAllowsNothingThatTheWiderRulesDoNot(
            @ForAll("rules") List<PolicyRule> wider, @ForAll("rules") List<PolicyRule> narrower) {
        Assume.that(!narrower.isEmpty() && Covers.covers(wider, narrower));
        assertThat(allowed(wider)).containsAll(allowed(narrower));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void whatAllowsMoreIsNeverCovered(
            @ForAll("rules") List<PolicyRule> wider, @ForAll("rules") List<PolicyRule> narrower) {
        boolean broader = !allowed(wider).containsAll(allowed(narrower));
        Assume.that(broader);
        assertThat(Covers.covers(wider, narrower)).isFalse();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void rulesAndTheirAtomsCoverEachOther(@ForAll("rules") List<PolicyRule> rules) {
        List<PolicyRule> atoms = rules.stream().flatMap(Breakdown::atoms).toList();
        assertThat(Covers.covers(rules, atoms)).isTrue();
        assertThat(Covers.covers(atoms, rules)).isTrue();
        assertThat(allowed(atoms)).isEqualTo(allowed(rules));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void fewerRulesAreCoveredAndAForeignOneOnlyByAWildcard(@ForAll("rules") List<PolicyRule> rules) {
        Assume.that(!rules.isEmpty());
        assertThat(Covers.covers(rules, rules.subList(1, rules.size()))).isTrue();
        var beyond = PolicyRule.onResources(List.of("impersonate"), List.of("elsewhere"), List.of("users"));
        boolean everyVerbEverywhere = rules.stream()
                .anyMatch(rule -> rule.allows(new Permission.OnResource("impersonate", "elsewhere", "users", "", "")));
        assertThat(Covers.covers(rules, List.of(beyond))).isEqualTo(everyVerbEverywhere);
    }

    private static List<Permission> allowed(List<PolicyRule> rules) {
        return SmallWorld.REQUESTS.stream()
                .filter(request -> rules.stream().anyMatch(rule -> rule.allows(request)))
                .toList();
    }
}
