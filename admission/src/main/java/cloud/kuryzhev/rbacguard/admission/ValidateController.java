package cloud.kuryzhev.rbacguard.admission;

import cloud.kuryzhev.rbacguard.kube.ClusterCache;
import cloud.kuryzhev.rbacguard.kube.PolicySource;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionRequest;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionReviewReader;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionReviewWriter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
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

    private static final String BUSY =
            "rbac-guard is asked more than it can answer in time: try again in a few seconds";
    private static final String NO_CLUSTER =
            "rbac-guard has just started and has not read the cluster's roles, bindings and service"
                    + " accounts yet: try again in a few seconds";
    private static final String NO_POLICY = "rbac-guard has just started and has not read its policy, ConfigMap "
            + PolicySource.NAMESPACE + "/" + PolicySource.NAME + ", yet: try again in a few seconds";

    private final PolicySource policies;
    private final ClusterCache cluster;
    private final Judge judge;
    private final PolicyEdits edits;
    private final AdmissionMetrics metrics;
    private final Crowd crowd;
    private final int maxBytes;

    ValidateController(
            PolicySource policies,
            ClusterCache cluster,
            Judge judge,
            PolicyEdits edits,
            AdmissionMetrics metrics,
            Crowd crowd,
            AdmissionProperties properties) {
        this.policies = policies;
        this.cluster = cluster;
        this.judge = judge;
        this.edits = edits;
        this.metrics = metrics;
        this.crowd = crowd;
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
        byte[] body = http.getInputStream().readNBytes(maxBytes + 1);
        if (!crowd.enter()) {
            metrics.shed();
            return unavailable(BUSY);
        }
        try {
            return judged(body);
        } finally {
            crowd.leave();
        }
    }

    private ResponseEntity<byte[]> judged(byte[] body) {
        AdmissionRequest request = AdmissionReviewReader.read(body);
        if (request instanceof AdmissionRequest.Judgeable && !cluster.hasSynced()) {
            // what is bound to what decides, too
            return unavailable(NO_CLUSTER);
        }
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
                case AdmissionRequest.Judgeable judgeable -> judge.answer(judgeable);
                case AdmissionRequest.Revoking revoking -> judge.answer(revoking);
                case AdmissionRequest.PolicyEdit edit -> edits.answer(edit);
                case AdmissionRequest.Unreadable unreadable -> unreadable(unreadable.uid(), unreadable.reason());
            };
        } catch (Exception e) {
            LOG.error("request {} could not be judged, and was denied", request.uid(), e);
            metrics.failed();
            return AdmissionReviewWriter.failed(request.uid());
        }
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
