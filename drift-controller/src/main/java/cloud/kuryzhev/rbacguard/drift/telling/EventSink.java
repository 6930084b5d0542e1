package cloud.kuryzhev.rbacguard.drift.telling;

import static java.net.HttpURLConnection.HTTP_CONFLICT;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Kubernetes events, on the violation and on the offending object. Their names come from what they say, so that none is there twice. */
final class EventSink implements Sink {

    private static final String COMPONENT = "rbac-guard-drift-controller";

    private final KubernetesClient client;
    private final Clock clock;

    EventSink(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "events";
    }

    @Override
    public String content(RBACViolation violation) {
        SuggestedChange suggestion = violation.getSpec().suggestion();
        return violation.getSpec().violatedRules()
                + Words.finding(violation)
                + (suggestion == null ? "" : suggestion.summary())
                + Words.changed(violation, _ -> true);
    }

    @Override
    public int batch() {
        return 1;
    }

    @Override
    public Answer tell(List<Notice> notices) {
        Notice notice = notices.getFirst();
        try {
            create(reference(notice.violation()), "violation", notice);
            create(source(notice.violation().getSpec()), "object", notice);
            return Answer.DONE;
        } catch (KubernetesClientException e) {
            return Answer.busy(String.valueOf(e.getMessage()));
        }
    }

    private static ObjectReference reference(RBACViolation violation) {
        return new ObjectReferenceBuilder()
                .withApiVersion(violation.getApiVersion())
                .withKind(violation.getKind())
                .withNamespace(violation.getMetadata().getNamespace())
                .withName(violation.getMetadata().getName())
                .withUid(violation.getMetadata().getUid())
                .build();
    }

    private static ObjectReference source(RBACViolationSpec spec) {
        return new ObjectReferenceBuilder()
                .withApiVersion(Words.apiVersion(spec.sourceKind()))
                .withKind(spec.sourceKind())
                .withNamespace(spec.sourceNamespace())
                .withName(spec.sourceName())
                .build();
    }

    private void create(ObjectReference about, String which, Notice notice) {
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        // events of cluster-scoped objects live in namespace default
        String namespace = about.getNamespace() == null ? "default" : about.getNamespace();
        var event = new EventBuilder()
                .withNewMetadata()
                .withName("rbac-guard." + Digest.of(which + notice.place() + notice.digest() + notice.before()))
                .withNamespace(namespace)
                .endMetadata()
                .withInvolvedObject(about)
                .withType(type(notice))
                .withReason("RBACViolation" + reason(notice))
                .withMessage(Words.message(notice))
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .withNewSource()
                .withComponent(COMPONENT)
                .endSource()
                .withReportingComponent(COMPONENT)
                .build();
        try {
            client.resource(event).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HTTP_CONFLICT) { // else it is there
                throw e;
            }
        }
    }

    private static String type(Notice notice) {
        if (notice.isNoted()) {
            return "Normal";
        }
        return switch (notice.what()) {
            case APPEARED, REGRESSED -> "Warning";
            case RETURNED -> notice.isBack() ? "Warning" : "Normal";
            case CHANGED, DECIDED, APPLIED, RESOLVED -> "Normal";
        };
    }

    private static String reason(Notice notice) {
        if (notice.isNoted()) {
            return notice.phase();
        }
        return switch (notice.what()) {
            case APPEARED -> "Opened";
            case CHANGED -> "Updated";
            case RETURNED -> notice.isBack() ? "Opened" : "Reopened";
            case DECIDED, APPLIED, REGRESSED, RESOLVED -> notice.phase();
        };
    }
}
