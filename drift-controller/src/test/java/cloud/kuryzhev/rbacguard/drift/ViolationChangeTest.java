package cloud.kuryzhev.rbacguard.drift;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViolationChangeTest {

    private final RBACViolation violation = Specs.violation(1, "wildcard_verb", "forbidden_subject:x");

    @Test
    void allRulesOfOneThatAppearedAreNew() {
        assertThat(new ViolationChange.Opened(violation).newRules())
                .containsExactly("wildcard_verb", "forbidden_subject:x");
    }

    @Test
    void ofOneThatChangedOnlyTheRulesItDidNotBreakBefore() {
        assertThat(new ViolationChange.Updated(violation, List.of("wildcard_verb")).newRules())
                .containsExactly("forbidden_subject:x");
    }

    @Test
    void oneThatIsGoneBreaksNothingNew() {
        assertThat(new ViolationChange.Resolved(violation).newRules()).isEmpty();
    }
}
