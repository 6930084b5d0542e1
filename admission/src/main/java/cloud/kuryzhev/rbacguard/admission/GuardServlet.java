package cloud.kuryzhev.rbacguard.admission;

import cloud.kuryzhev.rbacguard.admission.event.Refusal;
import cloud.kuryzhev.rbacguard.admission.guarding.Guarding;
import cloud.kuryzhev.rbacguard.kube.PolicySource;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionReviewWriter;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectFacts;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest.Change;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest.Unreadable;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequestReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Refuses changes of what is the guard's. What it cannot read it refuses too.
 */
@Component
class GuardServlet extends ReviewServlet {

    private static final long serialVersionUID = 1;

    private static final Logger LOG = LoggerFactory.getLogger(GuardServlet.class);

    private final transient Guarding guarding;
    private final transient PolicySource policies;
    private final transient Consumer<Refusal> events;
    private final transient AdmissionMetrics metrics;
    private final int maxBytes;

    GuardServlet(
            GuardingProperties guarding,
            PolicySource policies,
            Consumer<Refusal> events,
            AdmissionMetrics metrics,
            AdmissionProperties properties) {
        this.guarding = guarding.guarding();
        this.policies = policies;
        this.events = events;
        this.metrics = metrics;
        this.maxBytes = Math.toIntExact(properties.maxBody().toBytes());
    }

    @Override
    Answer answer(InputStream body) throws IOException {
        // a body that is longer is cut off, and so not readable
        return Answer.ok(
                switch (ObjectRequestReader.read(body.readNBytes(maxBytes))) {
                    case Change change ->
                        guarding.refusal(change, policies.state().policy())
                                .map(message -> refused(change, message))
                                .orElseGet(() -> AdmissionReviewWriter.allowed(change.uid()));
                    case Unreadable(String uid, String reason) -> {
                        LOG.warn("denied an unreadable request: {}", reason);
                        metrics.unreadable();
                        yield AdmissionReviewWriter.unreadable(uid, reason);
                    }
                });
    }

    private byte[] refused(Change change, String message) {
        if (!change.dryRun()) {
            LOG.warn(message);
            metrics.tampered(change.target().kind());
            events.accept(new Refusal(
                    change.target(),
                    change.oldObject().map(ObjectFacts::uid).orElse(""),
                    "TamperingRefused",
                    change.operation().name(),
                    change.requester().username(),
                    message));
        }
        return AdmissionReviewWriter.refused(change.uid(), message);
    }
}
