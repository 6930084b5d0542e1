package cloud.kuryzhev.rbacguard.admission.mutation;

import static cloud.kuryzhev.rbacguard.admission.mutation.Offered.tree;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BindingStampsTest {

    private static final String STAMPED = """
            "audit.kuryzhev.cloud/created-by": "%s", "audit.kuryzhev.cloud/reviewed-at": "%s"
            """;

    @Test
    void aNewBindingSaysWhoMadeItAndWhen() {
        assertThat(binding("{\"name\": \"b\"}").stored())
                .isEqualTo(tree(object(annotated(STAMPED.formatted("jane", "2026-06-01T12:00:00Z")))));
    }

    @Test
    void nobodyCreatesInTheNameOfAnother() {
        assertThat(binding(annotated("\"kept\": \"~/\", " + STAMPED.formatted("bob", "2020-01-01T00:00:00Z")))
                        .stored())
                .isEqualTo(tree(
                        object(annotated("\"kept\": \"~/\", " + STAMPED.formatted("jane", "2026-06-01T12:00:00Z")))));
    }

    @Test
    void anUpdateLeavesTheCreatorAsItWas() {
        assertThat(binding(annotated(STAMPED.formatted("bob", "2026-05-01T00:00:00Z")))
                        .insteadOf(object(annotated(STAMPED.formatted("alice", "2026-04-01T00:00:00Z"))))
                        .stored())
                .isEqualTo(tree(object(annotated(STAMPED.formatted("alice", "2026-05-01T00:00:00Z")))));
    }

    @Test
    void anUpdateCannotTakeTheCreatorAway() {
        assertThat(binding("{\"name\": \"b\"}")
                        .insteadOf(object(annotated("\"audit.kuryzhev.cloud/created-by\": \"alice\"")))
                        .stored())
                .isEqualTo(tree(object(annotated("\"audit.kuryzhev.cloud/created-by\": \"alice\""))));
    }

    @Test
    void aBindingFromBeforeTheGuardGetsNoCreatorLater() {
        assertThat(binding(annotated("\"audit.kuryzhev.cloud/created-by\": \"bob\""))
                        .insteadOf(object("{\"name\": \"b\"}"))
                        .stored())
                .isEqualTo(tree(object(annotated(""))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-06-01T12:02:00Z", "2026-06-01T12:00:00-01:00", "yesterday", ""})
    void aReviewIsNotInTheFutureAndHasATime(String reviewedAt) {
        assertThat(binding(annotated(STAMPED.formatted("jane", reviewedAt)))
                        .insteadOf(object("{\"name\": \"b\"}"))
                        .mutation())
                .isInstanceOfSatisfying(Mutation.Refused.class, refused -> assertThat(refused.message())
                        .startsWith(
                                "rbac-guard refused RoleBinding team/b: annotation audit.kuryzhev.cloud/reviewed-at ")
                        .endsWith("Instead: set it to the time of the review, such as 2026-06-01T12:00:00Z."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-06-01T12:01:00Z", "2026-06-01T14:00:00+02:00", "2020-01-01T00:00:00Z"})
    void aReviewThatWasIsKept(String reviewedAt) {
        String reviewed = annotated("\"audit.kuryzhev.cloud/reviewed-at\": \"" + reviewedAt + "\"");
        assertThat(binding(reviewed).insteadOf(object("{\"name\": \"b\"}")).stored())
                .isEqualTo(tree(object(reviewed)));
    }

    @Test
    void anOldStampThatIsWrongDoesNotStandInTheWayOfAnotherChange() {
        String wrong = annotated("\"audit.kuryzhev.cloud/reviewed-at\": \"yesterday\"");
        assertThat(binding(wrong).insteadOf(object(wrong)).stored()).isEqualTo(tree(object(wrong)));
    }

    private static Offered binding(String metadata) {
        return Offered.created("rbac.authorization.k8s.io", "RoleBinding", object(metadata));
    }

    private static String object(String metadata) {
        return "{\"metadata\": " + metadata + ", \"roleRef\": {\"kind\": \"Role\", \"name\": \"r\"}}";
    }

    private static String annotated(String annotations) {
        return "{\"name\": \"b\", \"annotations\": {" + annotations + "}}";
    }
}
