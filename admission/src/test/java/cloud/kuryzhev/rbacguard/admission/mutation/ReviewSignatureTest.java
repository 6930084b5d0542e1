package cloud.kuryzhev.rbacguard.admission.mutation;

import static cloud.kuryzhev.rbacguard.admission.mutation.Offered.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class ReviewSignatureTest {

    private static final String BY_ALICE = """
            {"decision": "reject", "reason": "needed", "by": "alice", "at": "2026-01-01T00:00:00Z"}""";
    private static final String BY_JANE = """
            {"decision": "%s", "reason": "needed", "by": "jane", "at": "2026-06-01T12:00:00Z"}""";

    @Test
    void aDecisionIsSignedByWhoMakesIt() {
        assertThat(reviewed("{\"decision\": \"approve\", \"reason\": \"needed\"}")
                        .insteadOf("{}")
                        .stored())
                .isEqualTo(violation(BY_JANE.formatted("approve")));
    }

    @Test
    void nobodySignsForAnother() {
        assertThat(reviewed(BY_ALICE.replace("reject", "snooze"))
                        .insteadOf(violation(BY_ALICE).toString())
                        .stored())
                .isEqualTo(violation(BY_JANE.formatted("snooze")));
    }

    @Test
    void anUnchangedDecisionStaysItsMakers() {
        assertThat(reviewed("{\"decision\": \"reject\", \"reason\": \"needed\", \"by\": \"bob\"}")
                        .insteadOf(violation(BY_ALICE).toString())
                        .stored())
                .isEqualTo(violation(BY_ALICE));
    }

    @Test
    void aNewReasonIsANewDecision() {
        assertThat(reviewed(BY_ALICE.replace("needed", "asked for"))
                        .insteadOf(violation(BY_ALICE).toString())
                        .stored())
                .isEqualTo(violation(BY_JANE.formatted("reject").replace("needed", "asked for")));
    }

    @Test
    void withoutADecisionThereIsNothingToSign() {
        assertThat(Offered.created("audit.kuryzhev.cloud", "RBACViolation", "{\"spec\": {\"severity\": \"LOW\"}}")
                        .mutation())
                .isEqualTo(Mutation.Patched.NOT_AT_ALL);
    }

    private static Offered reviewed(String review) {
        return Offered.created(
                "audit.kuryzhev.cloud", "RBACViolation", violation(review).toString());
    }

    private static JsonNode violation(String review) {
        return tree("{\"spec\": {\"severity\": \"LOW\", \"review\": " + review + "}}");
    }
}
