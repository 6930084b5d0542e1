package cloud.kuryzhev.rbacguard.pages.violation;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.ReviewDecision;
import cloud.kuryzhev.rbacguard.pages.identity.Viewer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Writes {@code spec.review} with the viewer's own token; admission signs it. */
@Component
public final class Decisions {

    private static final int CONFLICT = 409;
    private static final int TRIES = 4;
    private static final PatchContext MERGE = new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager("rbac-guard-review")
            .build();

    Decisions() {}

    /**
     * Decides, if it is still about what was shown.
     *
     * @throws KubernetesClientException if the viewer may not, or it is gone, or the API server does not answer
     */
    public Outcome decide(Viewer viewer, Shown shown, ReviewDecision decision) {
        Resource<RBACViolation> stored = viewer.client()
                .resources(RBACViolation.class)
                .inNamespace(shown.namespace())
                .withName(shown.name());
        for (int attempt = 1; ; attempt++) {
            RBACViolation now = stored.require();
            if (!shown.isStill(now)) {
                return new Outcome.Changed(now);
            }
            ReviewDecision last = now.getSpec().review();
            if (last != null && last.by() != null && last.at() != null && decision.equals(unsigned(last))) {
                return new Outcome.Repeated(last.by(), last.at());
            }
            try {
                return written(stored.patch(MERGE, patch(now, decision)));
            } catch (KubernetesClientException e) {
                if (e.getCode() != CONFLICT || attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** What the API server said to that, for people. */
    public static String why(KubernetesClientException e) {
        String said = e.getStatus() == null || e.getStatus().getMessage() == null
                ? String.valueOf(e.getMessage())
                : e.getStatus().getMessage();
        return said.lines().findFirst().orElse("the API server did not say why");
    }

    private static Outcome written(RBACViolation violation) {
        ReviewDecision review = Objects.requireNonNull(violation.getSpec().review());
        String by = review.by();
        return by == null ? new Outcome.Unsigned() : new Outcome.Written(review.decision(), by);
    }

    private static ReviewDecision unsigned(ReviewDecision it) {
        return new ReviewDecision(it.decision(), it.until(), it.about(), it.reason(), null, null);
    }

    /** RFC 7386: what is null goes, so that nothing of the last decision is left in the next. */
    private static String patch(RBACViolation now, ReviewDecision decision) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").put("resourceVersion", now.getMetadata().getResourceVersion());
        patch.putObject("spec")
                .putObject("review")
                .put("decision", decision.decision())
                .put("until", decision.until())
                .put("about", decision.about())
                .put("reason", decision.reason())
                .putNull("by")
                .putNull("at");
        return patch.toString();
    }
}
