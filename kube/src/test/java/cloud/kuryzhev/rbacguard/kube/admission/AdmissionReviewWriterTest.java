package cloud.kuryzhev.rbacguard.kube.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Action;
import cloud.kuryzhev.rbacguard.policy.Decision;
import cloud.kuryzhev.rbacguard.policy.Exempted;
import cloud.kuryzhev.rbacguard.policy.Exemption;
import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
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
    void aDenialIsForbiddenWithTheMessageAndTheRulesForTheAuditLog() {
        var denied = new Decision.Denied(
                new ObjectKey(Kind.CLUSTER_ROLE, "", "r"),
                List.of(finding("wildcard_verb", "a \"quoted\" reason ü")),
                List.of(finding("secret_read", "too")));
        assertThat(AdmissionReviewWriter.decided("u", denied, "1a2b3c4d5e6f"))
                .asString(UTF_8)
                .isEqualTo("{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\","
                        + "\"response\":{\"uid\":\"u\",\"allowed\":false,"
                        + "\"auditAnnotations\":{\"denied\":\"wildcard_verb\",\"policy\":\"1a2b3c4d5e6f\",\"warned\":\"secret_read\"},"
                        + "\"status\":{\"status\":\"Failure\",\"code\":403,\"reason\":\"Forbidden\",\"message\":"
                        + "\"rbac-guard refused ClusterRole r:\\n"
                        + "- wildcard_verb (HIGH) at rules[0]: a \\\"quoted\\\" reason ü. Instead: mend it.\\n"
                        + "- secret_read (HIGH) at rules[0]: too. Instead: mend it.\\n(policy 1a2b3c4d5e6f)\"}}}");
    }

    @Test
    void whatPassesOnlyBecauseNothingIsEnforcedSaysSoWhereItIsTold() {
        var denied = new Decision.Denied(
                new ObjectKey(Kind.CLUSTER_ROLE, "", "r"), List.of(finding("wildcard_verb", "why")), List.of());
        String annotations = "\"auditAnnotations\":{\"policy\":\"1a2b3c4d5e6f\",\"would-deny\":\"wildcard_verb\"}";
        assertThat(AdmissionReviewWriter.decided("u", new Decision.Spared(denied, true), "1a2b3c4d5e6f"))
                .asString(UTF_8)
                .contains(
                        "\"allowed\":true",
                        "\"warnings\":[\"rbac-guard: this ClusterRole passes only because the policy's mode is warn; in mode enforce it is refused\","
                                + "\"rbac-guard: wildcard_verb (HIGH) at rules[0]: why. Instead: mend it.\"]",
                        annotations);
        assertThat(AdmissionReviewWriter.decided("u", new Decision.Spared(denied, false), "1a2b3c4d5e6f"))
                .asString(UTF_8)
                .contains("\"allowed\":true", annotations)
                .doesNotContain("warnings");
    }

    @Test
    void whatIsAllowedWithAWarningSaysSoAndRecordsTheRest() {
        var allowed = new Decision.Allowed(
                List.of(finding("secret_read", "why")),
                List.of(finding("event_delete", "x"), finding("event_delete", "y"), finding("crd_write", "z")));
        assertThat(AdmissionReviewWriter.decided("u", allowed, "1a2b3c4d5e6f"))
                .asString(UTF_8)
                .contains(
                        "\"allowed\":true",
                        "\"warnings\":[\"rbac-guard: secret_read (HIGH) at rules[0]: why. Instead: mend it.\"]",
                        "\"auditAnnotations\":{\"policy\":\"1a2b3c4d5e6f\",\"recorded\":\"event_delete,crd_write\",\"warned\":\"secret_read\"}");
    }

    @Test
    void anExemptionIsNamedForTheAuditLogOnly() {
        var exemption = new Exemption(
                Optional.empty(),
                List.of(),
                new TreeSet<>(List.of("jane")),
                new TreeSet<>(List.of("secret_read")),
                Instant.MAX,
                "moving",
                "ops");
        var allowed = new Decision.Allowed(
                List.of(), List.of(), List.of(new Exempted(finding("secret_read", "why"), 3, exemption)));
        assertThat(AdmissionReviewWriter.decided("u", allowed, "1a2b3c4d5e6f"))
                .asString(UTF_8)
                .contains("\"exempted\":\"secret_read by exemptions[3] of ops\",\"policy\":\"1a2b3c4d5e6f\"")
                .doesNotContain("warnings", "why");
    }

    @Test
    void warningsStayWithinWhatTheApiServerPassesOn() throws IOException {
        var allowed = new Decision.Allowed(Collections.nCopies(40, finding("secret_read", "w".repeat(400))), List.of());
        var warnings = new ObjectMapper()
                .readTree(AdmissionReviewWriter.decided("u", allowed, "1a2b3c4d5e6f"))
                .at("/response/warnings");
        assertThat(warnings)
                .hasSize(15)
                .allSatisfy(warning -> assertThat(warning.asText()).hasSize(256).endsWith("…"));
    }

    private static Finding finding(String rule, String reason) {
        return new Finding(rule, Action.WARN, Severity.HIGH, "rules[0]", reason, "mend it");
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
