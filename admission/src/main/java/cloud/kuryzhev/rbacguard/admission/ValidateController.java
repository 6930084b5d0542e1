package cloud.kuryzhev.rbacguard.admission;

import cloud.kuryzhev.rbacguard.kube.PolicySource;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionRequest;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionReviewReader;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionReviewWriter;
import cloud.kuryzhev.rbacguard.policy.Decision;
import cloud.kuryzhev.rbacguard.policy.PolicyEngine;
import cloud.kuryzhev.rbacguard.policy.Review;
import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The HTTP edge: whatever comes in, an AdmissionReview goes out, and one that could not be judged says no. */
@RestController
class ValidateController {

    private static final Logger LOG = LoggerFactory.getLogger(ValidateController.class);

    private static final String NOT_READY = "rbac-guard has just started and has not read its policy, ConfigMap "
            + PolicySource.NAMESPACE + "/" + PolicySource.NAME + ", yet: try again in a few seconds";
    private static final int MOST_LOGGED = 20;

    private final PolicySource policies;
    private final AdmissionMetrics metrics;
    private final Clock clock;
    private final int maxBytes;

    ValidateController(PolicySource policies, AdmissionMetrics metrics, AdmissionProperties properties, Clock clock) {
        this.policies = policies;
        this.metrics = metrics;
        this.clock = clock;
        this.maxBytes = Math.toIntExact(properties.maxBody().toBytes());
    }

    @PostMapping(path = "/validate")
    ResponseEntity<byte[]> validate(HttpServletRequest http) throws IOException {
        if (!policies.hasSynced()) {
            // the default policy might allow what this cluster's forbids
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(AdmissionReviewWriter.unavailable(NOT_READY));
        }
        byte[] body = http.getInputStream().readNBytes(maxBytes + 1);
        AdmissionRequest request = AdmissionReviewReader.read(body);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(body.length > maxBytes ? tooLarge(request.uid()) : answer(request));
    }

    private byte[] answer(AdmissionRequest request) {
        try {
            return switch (request) {
                case AdmissionRequest.Judgeable judgeable -> judge(judgeable.uid(), judgeable.review());
                case AdmissionRequest.Revoking revoking -> AdmissionReviewWriter.allowed(revoking.uid());
                case AdmissionRequest.Unreadable unreadable -> unreadable(unreadable.uid(), unreadable.reason());
            };
        } catch (Exception e) {
            LOG.error("request {} could not be judged, and was denied", request.uid(), e);
            metrics.failed();
            return AdmissionReviewWriter.failed(request.uid());
        }
    }

    private byte[] judge(String uid, Review review) {
        Decision decision = PolicyEngine.evaluate(
                review, new RuleContext(policies.state().policy(), Cluster.UNKNOWN, clock.instant()));
        metrics.decided(review, decision);
        if (decision instanceof Decision.Denied denied) {
            LOG.info(
                    "denied {} of user {}: {}",
                    denied.object(),
                    review.requester().username(),
                    shown(denied.rules()));
        }
        return AdmissionReviewWriter.decided(uid, decision);
    }

    private static List<String> shown(List<String> rules) {
        return rules.subList(0, Math.min(MOST_LOGGED, rules.size()));
    }

    private byte[] tooLarge(String uid) {
        return unreadable(uid, "the AdmissionReview is larger than " + maxBytes + " bytes");
    }

    private byte[] unreadable(String uid, String reason) {
        metrics.unreadable();
        LOG.warn("denied an unreadable request: {}", reason);
        return AdmissionReviewWriter.unreadable(uid, reason);
    }
}
