package cloud.kuryzhev.rbacguard.admission;

import cloud.kuryzhev.rbacguard.kube.ClusterCache;
import cloud.kuryzhev.rbacguard.kube.PolicySource;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionRequest;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionReviewReader;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionReviewWriter;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Whatever comes in, an AdmissionReview goes out, and one that could not be judged says no. */
@Component
class ValidateServlet extends ReviewServlet {

    private static final long serialVersionUID = 1;

    private static final Logger LOG = LoggerFactory.getLogger(ValidateServlet.class);

    private static final String BUSY =
            "rbac-guard is asked more than it can answer in time: try again in a few seconds";
    private static final String NO_CLUSTER =
            "rbac-guard has just started and has not read the cluster's roles, bindings and service"
                    + " accounts yet: try again in a few seconds";
    private static final String NO_POLICY = "rbac-guard has just started and has not read its policy, ConfigMap "
            + PolicySource.NAMESPACE + "/" + PolicySource.NAME + ", yet: try again in a few seconds";

    private final transient PolicySource policies;
    private final transient ClusterCache cluster;
    private final transient Judge judge;
    private final transient PolicyEdits edits;
    private final transient AdmissionMetrics metrics;
    private final transient Crowd crowd;
    private final int maxBytes;

    ValidateServlet(
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

    @Override
    Answer answer(InputStream body) throws IOException {
        return metrics.timed(() -> timed(body));
    }

    private Answer timed(InputStream in) throws IOException {
        if (!policies.hasSynced()) {
            // the default policy might allow what this cluster's forbids
            return unavailable(NO_POLICY);
        }
        byte[] body = in.readNBytes(maxBytes + 1);
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

    private Answer judged(byte[] body) {
        AdmissionRequest request = AdmissionReviewReader.read(body);
        if (request instanceof AdmissionRequest.Judgeable && !cluster.hasSynced()) {
            // what is bound to what decides, too
            return unavailable(NO_CLUSTER);
        }
        return Answer.ok(body.length > maxBytes ? tooLarge(request.uid()) : answer(request));
    }

    private static Answer unavailable(String reason) {
        return Answer.unavailable(AdmissionReviewWriter.unavailable(reason));
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
