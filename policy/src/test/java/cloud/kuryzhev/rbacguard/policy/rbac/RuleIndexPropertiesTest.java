package cloud.kuryzhev.rbacguard.policy.rbac;

import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleKey;
import static cloud.kuryzhev.rbacguard.policy.Given.roleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RuleIndexPropertiesTest {

    @Provide
    Arbitrary<List<PolicyRule>> rules() {
        return SmallWorld.rules().list().ofMaxSize(4);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void theIndexAllowsWhatOneOfItsRulesAllows(@ForAll("rules") List<PolicyRule> rules) {
        var index = new RuleIndex(rules);
        assertThat(SmallWorld.REQUESTS).allSatisfy(request -> assertThat(index.allows(request))
                .isEqualTo(rules.stream().anyMatch(rule -> rule.allows(request))));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void aGrantAnswersTheSameToManyQuestionsAsToOne(@ForAll("rules") List<PolicyRule> rules) {
        var grant = new Grant(roleBinding("n1", "b", clusterRoleKey("r"), user("jane")), rules);
        var allowing = grant.allowing();
        assertThat(SmallWorld.REQUESTS)
                .allSatisfy(request -> assertThat(allowing.test(request)).isEqualTo(grant.allows(request)));
    }
}
