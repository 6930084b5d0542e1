package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells each change as a Kubernetes event, on the violation and on the offending object. */
@Component
final class ClusterEvents {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterEvents.class);
    private static final int MAX_MESSAGE = 1024; // the API server takes no longer one

    private final KubernetesClient client;
    private final DriftMetrics metrics;
    private final Clock clock;

    ClusterEvents(KubernetesClient client, DriftMetrics metrics, Clock clock) {
        this.client = client;
        this.metrics = metrics;
        this.clock = clock;
    }

    void tell(ViolationChange change) {
        switch (change) {
            case ViolationChange.Opened opened ->
                tell(opened.violation(), "Warning", "RBACViolationOpened", findings(opened.violation()));
            case ViolationChange.Updated updated ->
                tell(updated.violation(), "Normal", "RBACViolationUpdated", findings(updated.violation()));
            case ViolationChange.Moved moved -> moved(moved.violation());
            case ViolationChange.Resolved resolved ->
                tell(resolved.violation(), "Normal", "RBACViolationResolved", "no longer found");
        }
    }

    private void moved(RBACViolation violation) {
        RBACViolationStatus status = violation.getStatus();
        String type = status.phase().equals(RBACViolationStatus.REGRESSED) ? "Warning" : "Normal";
        String reason = status.phase().equals(RBACViolationStatus.OPEN) ? "Reopened" : status.phase();
        String why = status.conditions().stream()
                .skip(1) // that it is found, or is not, goes without saying
                .map(it -> it.getReason() + " " + it.getMessage())
                .collect(Collectors.joining("; "));
        tell(violation, type, "RBACViolation" + reason, cut(why.isEmpty() ? "no decision stands" : why));
    }

    private static String findings(RBACViolation violation) {
        var finding = violation.getSpec().findings().getFirst();
        String message = finding.rule() + " at " + finding.field() + ": " + finding.reason() + ". Next: kubectl -n "
                + violation.getMetadata().getNamespace() + " describe rbacviolation "
                + violation.getMetadata().getName();
        return cut(message);
    }

    private static String cut(String message) {
        return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE - 1) + "…";
    }

    private void tell(RBACViolation violation, String type, String reason, String message) {
        create(reference(violation), type, reason, message);
        create(source(violation.getSpec()), type, reason, message);
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
                .withApiVersion(spec.sourceKind().equals("ConfigMap") ? "v1" : Kind.API_GROUP + "/v1")
                .withKind(spec.sourceKind())
                .withNamespace(spec.sourceNamespace())
                .withName(spec.sourceName())
                .build();
    }

    private void create(ObjectReference about, String type, String reason, String message) {
        String now = ViolationStatuses.rfc3339(clock.instant());
        // events of cluster-scoped objects live in namespace default
        String namespace = about.getNamespace() == null ? "default" : about.getNamespace();
        var event = new EventBuilder()
                .withNewMetadata()
                .withGenerateName("rbac-guard.")
                .withNamespace(namespace)
                .endMetadata()
                .withInvolvedObject(about)
                .withType(type)
                .withReason(reason)
                .withMessage(message)
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .withNewSource()
                .withComponent(ViolationStore.FIELD_MANAGER)
                .endSource()
                .withReportingComponent(ViolationStore.FIELD_MANAGER)
                .build();
        try {
            client.resource(event).create();
        } catch (KubernetesClientException e) {
            LOG.warn("event {} about {} could not be written: {}", reason, about.getName(), e.getMessage());
            metrics.sinkFailed("event");
        }
    }
}
