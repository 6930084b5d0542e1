package cloud.kuryzhev.rbacguard.kube.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class AdmissionReviewWriterTest {

    @Test
    void anAllowedReviewHasTheUidAndNothingToExplain() {
        assertThat(AdmissionReviewWriter.allowed("u"))
                .asString(UTF_8)
                .isEqualTo("{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\","
                        + "\"response\":{\"uid\":\"u\",\"allowed\":true}}");
    }

    @Test
    void aDenialIsForbiddenWithTheMessageUnchanged() {
        assertThat(AdmissionReviewWriter.denied("u", "first\n- \"second\" ü"))
                .asString(UTF_8)
                .isEqualTo("{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\","
                        + "\"response\":{\"uid\":\"u\",\"allowed\":false,\"status\":{\"status\":\"Failure\",\"code\":403,"
                        + "\"reason\":\"Forbidden\",\"message\":\"first\\n- \\\"second\\\" ü\"}}}");
    }

    @Test
    void whatCannotBeReadIsABadRequest() {
        assertThat(AdmissionReviewWriter.unreadable("u", "the reason"))
                .asString(UTF_8)
                .contains("\"allowed\":false", "\"code\":400", "\"reason\":\"BadRequest\"", "the reason\"");
    }

    @Test
    void aFailureIsAnInternalErrorThatTellsNothing() {
        assertThat(AdmissionReviewWriter.failed("u"))
                .asString(UTF_8)
                .contains("\"allowed\":false", "\"code\":500", "\"reason\":\"InternalError\"");
    }

    @Test
    void notBeingReadyIsAStatusAsTheApiServerReadsIt() {
        Status status =
                Serialization.unmarshal(new String(AdmissionReviewWriter.unavailable("wait"), UTF_8), Status.class);

        assertThat(status)
                .isEqualTo(new StatusBuilder()
                        .withStatus("Failure")
                        .withCode(503)
                        .withReason("ServiceUnavailable")
                        .withMessage("wait")
                        .build());
    }
}
