package cloud.kuryzhev.rbacguard.admission;

import cloud.kuryzhev.rbacguard.admission.event.Refusal;
import cloud.kuryzhev.rbacguard.kube.ClusterCache;
import cloud.kuryzhev.rbacguard.kube.PolicySource;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionRequest;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionReviewReader;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionReviewWriter;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest.Target;
import cloud.kuryzhev.rbacguard.policy.Decision;
import cloud.kuryzhev.rbacguard.policy.Operation;
import cloud.kuryzhev.rbacguard.policy.PolicyEngine;
import cloud.kuryzhev.rbacguard.policy.Requester;
import cloud.kuryzhev.rbacguard.policy.Review;
import cloud.kuryzhev.rbacguard.policy.RuleContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
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

    private static final String NO_CLUSTER =
            "rbac-guard has just started and has not read the cluster's roles, bindings and service"
                    + " accounts yet: try again in a few seconds";
    private static final String NO_POLICY = "rbac-guard has just started and has not read its policy, ConfigMap "
            + PolicySource.NAMESPACE + "/" + PolicySource.NAME + ", yet: try again in a few seconds";
    private static final int MOST_LOGGED = 20;

    private final PolicySource policies;
    private final ClusterCache cluster;
    private final PolicyEdits edits;
    private final AdmissionMetrics metrics;
    private final Consumer<Refusal> events;
    private final Clock clock;
    private final int maxBytes;

    ValidateController(
            PolicySource policies,
            ClusterCache cluster,
            PolicyEdits edits,
            AdmissionMetrics metrics,
            Consumer<Refusal> events,
            AdmissionProperties properties,
            Clock clock) {
        this.policies = policies;
        this.cluster = cluster;
        this.edits = edits;
        this.metrics = metrics;
        this.events = events;
        this.clock = clock;
        this.maxBytes = Math.toIntExact(properties.maxBody().toBytes());
    }

    @PostMapping(path = "/validate")
    ResponseEntity<byte[]> validate(HttpServletRequest http) throws Exception {
        return metrics.timed(() -> timed(http));
    }

    private ResponseEntity<byte[]> timed(HttpServletRequest http) throws IOException {
        if (!policies.hasSynced()) {
            // the default policy might allow what this cluster's forbids
            return unavailable(NO_POLICY);
        }
        if (!cluster.hasSynced()) {
            // what is bound to what decides, too
            return unavailable(NO_CLUSTER);
        }
        byte[] body = http.getInputStream().readNBytes(maxBytes + 1);
        AdmissionRequest request = AdmissionReviewReader.read(body);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(body.length > maxBytes ? tooLarge(request.uid()) : answer(request));
    }

    private static ResponseEntity<byte[]> unavailable(String reason) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .contentType(MediaType.APPLICATION_JSON)
                .body(AdmissionReviewWriter.unavailable(reason));
    }

    private byte[] answer(AdmissionRequest request) {
        try {
            return switch (request) {
                case AdmissionRequest.Judgeable judgeable -> judge(judgeable);
                case AdmissionRequest.Revoking revoking -> revoke(revoking);
                case AdmissionRequest.PolicyEdit edit -> edits.answer(edit);
                case AdmissionRequest.Unreadable unreadable -> unreadable(unreadable.uid(), unreadable.reason());
            };
        } catch (Exception e) {
            LOG.error("request {} could not be judged, and was denied", request.uid(), e);
            metrics.failed();
            return AdmissionReviewWriter.failed(request.uid());
        }
    }

    private byte[] judge(AdmissionRequest.Judgeable judgeable) {
        Review review = judgeable.review();
        PolicySource.State policy = policies.state();
        Decision decision =
                PolicyEngine.evaluate(review, new RuleContext(policy.policy(), cluster.cluster(), clock.instant()));
        metrics.decided(review, decision);
        if (decision instanceof Decision.Denied denied && !judgeable.dryRun()) {
            events.accept(refusal(review, denied));
        }
        return answer(judgeable.uid(), review.requester(), decision, policy);
    }

    private byte[] revoke(AdmissionRequest.Revoking revoking) {
        PolicySource.State policy = policies.state();
        return revoking.object()
                .map(key -> {
                    Decision decision = PolicyEngine.evaluateDeletion(revoking.requester(), key, policy.policy());
                    metrics.decided(Operation.DELETE, key.kind().toString(), decision);
                    return answer(revoking.uid(), revoking.requester(), decision, policy);
                })
                .orElseGet(() -> AdmissionReviewWriter.allowed(revoking.uid()));
    }

    private static byte[] answer(String uid, Requester requester, Decision decision, PolicySource.State policy) {
        if (decision instanceof Decision.Denied denied) {
            LOG.info("denied {} of user {}: {}", denied.object(), requester.username(), shown(denied.rules()));
        }
        return AdmissionReviewWriter.decided(uid, decision, policy.hash());
    }

    private static Refusal refusal(Review review, Decision.Denied denied) {
        return new Refusal(
                Target.of(denied.object()),
                "",
                "RBACDenied",
                review.oldObject().isPresent() ? "UPDATE" : "CREATE",
                String.join(",", denied.rules()),
                denied.message());
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
