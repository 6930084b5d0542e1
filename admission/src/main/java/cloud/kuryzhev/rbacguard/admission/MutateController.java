package cloud.kuryzhev.rbacguard.admission;

import cloud.kuryzhev.rbacguard.admission.mutation.Mutation;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionReviewWriter;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest.Change;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest.Unreadable;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequestReader;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Stamps what is about to be stored. What it cannot read goes on as it is: to judge is for {@code /validate} and {@code /guard}. An
 * exception becomes status 500, so that the webhook configuration's {@code failurePolicy} decides.
 */
@RestController
class MutateController {

    private static final Logger LOG = LoggerFactory.getLogger(MutateController.class);

    private final AdmissionMetrics metrics;
    private final AdmissionProperties properties;
    private final Clock clock;

    MutateController(AdmissionMetrics metrics, AdmissionProperties properties, Clock clock) {
        this.metrics = metrics;
        this.properties = properties;
        this.clock = clock;
    }

    @PostMapping(path = "/mutate", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] mutate(HttpServletRequest http) throws IOException {
        // a body that is longer is cut off, and so not readable
        ObjectRequest request = ObjectRequestReader.read(http.getInputStream()
                .readNBytes(Math.toIntExact(properties.maxBody().toBytes())));
        return switch (request) {
            case Change change -> answer(change, Mutation.of(change, clock.instant()));
            case Unreadable(String uid, String reason) -> {
                LOG.warn("left a request as it is that could not be read: {}", reason);
                metrics.mutated("unreadable");
                yield AdmissionReviewWriter.allowed(uid);
            }
        };
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
