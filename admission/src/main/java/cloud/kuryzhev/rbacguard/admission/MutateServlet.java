package cloud.kuryzhev.rbacguard.admission;

import cloud.kuryzhev.rbacguard.admission.mutation.Mutation;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionReviewWriter;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest.Change;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest.Unreadable;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequestReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Stamps what is about to be stored. What it cannot read goes on as it is: to judge is for {@code /validate} and {@code /guard}.
 */
@Component
class MutateServlet extends ReviewServlet {

    private static final long serialVersionUID = 1;

    private static final Logger LOG = LoggerFactory.getLogger(MutateServlet.class);

    private final transient AdmissionMetrics metrics;
    private final transient Clock clock;
    private final int maxBytes;

    MutateServlet(AdmissionMetrics metrics, AdmissionProperties properties, Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
        this.maxBytes = Math.toIntExact(properties.maxBody().toBytes());
    }

    @Override
    Answer answer(InputStream body) throws IOException {
        // a body that is longer is cut off, and so not readable
        ObjectRequest request = ObjectRequestReader.read(body.readNBytes(maxBytes));
        return Answer.ok(
                switch (request) {
                    case Change change -> answer(change, Mutation.of(change, clock.instant()));
                    case Unreadable(String uid, String reason) -> {
                        LOG.warn("left a request as it is that could not be read: {}", reason);
                        metrics.mutated("unreadable");
                        yield AdmissionReviewWriter.allowed(uid);
                    }
                });
    }

    private byte[] answer(Change change, Mutation mutation) {
        return switch (mutation) {
            case Mutation.Patched patched
            when patched.patch().operations().isEmpty() -> {
                metrics.mutated("unchanged");
                yield AdmissionReviewWriter.allowed(change.uid());
            }
            case Mutation.Patched patched -> {
                metrics.mutated("patched");
                yield AdmissionReviewWriter.patched(change.uid(), patched.patch());
            }
            case Mutation.Refused(String message) -> {
                metrics.mutated("refused");
                yield AdmissionReviewWriter.refused(change.uid(), message);
            }
        };
    }
}
