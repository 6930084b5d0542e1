package cloud.kuryzhev.rbacguard.pages.rules;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import cloud.kuryzhev.rbacguard.policy.Action;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.rule.Rule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleRowTest {

    @Test
    void theCatalogueIsShownWholeWithTheActionsInForce() {
        List<RuleRow> rows = RuleRow.of(
                Policy.DEFAULT.withActions(Map.of("wildcard_verb", Action.WARN)), Map.of("wildcard_verb", 3L));

        assertThat(rows).hasSize(Rule.CATALOGUE.size());
        assertThat(row(rows, "wildcard_verb"))
                .returns("warn", RuleRow::action)
                .returns(true, RuleRow::chosen)
                .returns(3L, RuleRow::open);
        assertThat(row(rows, "forbidden_subject"))
                .returns(false, RuleRow::chosen)
                .returns("deny", RuleRow::action);
    }

    @Test
    void violationsAreCountedByRuleWhateverIsNamedBehindTheColonAndNoMoreOnceResolved() {
        assertThat(RulesPage.open(List.of(
                        violation("Open", "forbidden_subject:a", "forbidden_subject:b", "wildcard_verb"),
                        violation("Approved", "wildcard_verb"),
                        violation("Resolved", "wildcard_verb"))))
                .containsExactlyInAnyOrderEntriesOf(Map.of("forbidden_subject", 1L, "wildcard_verb", 2L));
    }

    private static RuleRow row(List<RuleRow> rows, String id) {
        return rows.stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
    }

    private static RBACViolation violation(String phase, String... rules) {
        var violation = new RBACViolation();
        violation.setSpec(new RBACViolationSpec(
                "Role",
                "r",
                "n",
                List.of(rules),
                "HIGH",
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null));
        violation.setStatus(new RBACViolationStatus(phase, null, null, null, null, null, null, null, null, List.of()));
        return violation;
    }
}
