package cloud.kuryzhev.rbacguard.kube.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.admission.AdmissionRequest.Judgeable;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionRequest.PolicyEdit;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionRequest.Revoking;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionRequest.Unreadable;
import cloud.kuryzhev.rbacguard.policy.Decision;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.PolicyEngine;
import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever the body: an answer with its uid, no exception, and nothing passes that was not judged as it stands there. */
class AdmissionCodecFuzzTest {

    private static final RuleContext CONTEXT = new RuleContext(Policy.DEFAULT, Cluster.UNKNOWN, Instant.EPOCH);
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @FuzzTest
    void everyBodyIsAnswered(byte[] body) throws IOException {
        AdmissionRequest request = AdmissionReviewReader.read(body);
        JsonNode answer = STRICT.readTree(answer(request));

        assertThat(answer.path("kind").textValue()).isEqualTo("AdmissionReview");
        assertThat(answer.at("/response/uid").textValue()).isEqualTo(request.uid());
        assertThat(answer.at("/response/allowed").booleanValue()).isEqualTo(mayPass(request));
        if (!(request instanceof Unreadable)) {
            assertReadAsItStands(request, STRICT.readTree(body));
        } else {
            assertUidIsFound(request, body);
        }
    }

    private static byte[] answer(AdmissionRequest request) {
        return switch (request) {
            case Judgeable judgeable ->
                AdmissionReviewWriter.decided(
                        judgeable.uid(), PolicyEngine.evaluate(judgeable.review(), CONTEXT), "1a2b3c4d5e6f");
            case Revoking revoking -> AdmissionReviewWriter.allowed(revoking.uid());
            case PolicyEdit edit -> AdmissionReviewWriter.allowed(edit.uid());
            case Unreadable(String uid, String reason) -> AdmissionReviewWriter.unreadable(uid, reason);
        };
    }

    private static boolean mayPass(AdmissionRequest request) {
        return switch (request) {
            case Judgeable(String _, var review) -> PolicyEngine.evaluate(review, CONTEXT) instanceof Decision.Allowed;
            case Revoking _, PolicyEdit _ -> true;
            case Unreadable _ -> false;
        };
    }

    private static void assertReadAsItStands(AdmissionRequest request, JsonNode tree) {
        assertThat(request.uid()).isNotEmpty().isEqualTo(tree.at("/request/uid").textValue());
        assertThat(tree.path("apiVersion").textValue()).isEqualTo("admission.k8s.io/v1");
        if (request instanceof Judgeable judgeable) {
            assertThat(tree.at("/request/operation").textValue()).isIn("CREATE", "UPDATE");
            assertThat(judgeable.review()).isEqualTo(ReferenceReader.review(tree));
        } else if (!"ConfigMap".equals(tree.at("/request/kind/kind").textValue())) {
            assertThat(tree.at("/request/operation").textValue()).isEqualTo("DELETE");
        }
    }

    private static void assertUidIsFound(AdmissionRequest request, byte[] body) {
        try {
            JsonNode uid = STRICT.readTree(body).at("/request/uid");
            assertThat(request.uid()).isEqualTo(uid.isTextual() ? uid.textValue() : "");
        } catch (IOException _) {
            assertThat(request.uid()).isNotNull(); // of what is no JSON as much is read as can be
        }
    }

    @Test
    void threeMegabytesAreAnswered() throws IOException {
        everyBodyIsAnswered(review("\"rules\":["
                + IntStream.range(0, 40_000)
                        .mapToObj(i ->
                                "{\"apiGroups\":[\"g" + i + "\"],\"resources\":[\"r\"],\"verbs\":[\"get\",\"list\"]}")
                        .collect(Collectors.joining(","))
                + "]"));
        everyBodyIsAnswered(review("\"metadata\":{\"name\":\"" + "n".repeat(3 << 20) + "\"}"));
        everyBodyIsAnswered(review("\"rules\":[{\"verbs\":[" + "\"*\",".repeat(700_000) + "\"*\"]}]"));
    }

    private static byte[] review(String fields) {
        return ("{\"apiVersion\":\"admission.k8s.io/v1\",\"request\":{\"uid\":\"u\",\"operation\":\"CREATE\","
                        + "\"kind\":{\"group\":\"rbac.authorization.k8s.io\",\"version\":\"v1\",\"kind\":\"ClusterRole\"},"
                        + "\"object\":{" + fields + "}}}")
                .getBytes(UTF_8);
    }
}
