package cloud.kuryzhev.rbacguard.admission.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest.Target;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes {@code events.k8s.io/v1} Events, as k8s.io/kubernetes/pkg/apis/core/validation/events.go takes them. */
final class EventWriter {

    private static final String CONTROLLER = "audit.kuryzhev.cloud/rbac-guard-admission";
    private static final int LONGEST_NOTE = 1024; // bytes
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final KubernetesClient client;
    private final String instance;

    /**
     * Writes as {@code instance}.
     *
     * @param instance which replica, at most 128 characters
     */
    EventWriter(KubernetesClient client, String instance) {
        this.client = client;
        this.instance = instance;
    }

    void write(Refusal refusal, Instant now) {
        client.resource(event(refusal, now)).create();
    }

    private Event event(Refusal refusal, Instant now) {
        Target about = refusal.about();
        return new EventBuilder()
                .withNewMetadata()
                .withGenerateName("rbac-guard-")
                // events of cluster-scoped objects live in namespace default: the API server takes them nowhere else
                .withNamespace(about.namespace().isEmpty() ? "default" : about.namespace())
                .endMetadata()
                .withNewRegarding()
                .withApiVersion(about.apiVersion())
                .withKind(about.kind())
                .withNamespace(about.namespace())
                .withName(about.name())
                .withUid(refusal.uid())
                .endRegarding()
                .withType("Warning")
                .withReason(refusal.reason())
                .withAction(refusal.action())
                .withNote(cut(refusal.note()))
                .withEventTime(new MicroTime(MICROS.format(now)))
                .withReportingController(CONTROLLER)
                .withReportingInstance(instance)
                .build();
    }

    private static String cut(String note) {
        if (note.getBytes(UTF_8).length <= LONGEST_NOTE) {
            return note;
        }
        int end = note.offsetByCodePoints(0, Math.min(LONGEST_NOTE, note.codePointCount(0, note.length())));
        while (note.substring(0, end).getBytes(UTF_8).length > LONGEST_NOTE - "…".getBytes(UTF_8).length) {
            end = note.offsetByCodePoints(end, -1);
        }
        return note.substring(0, end) + "…";
    }
}
