package cloud.kuryzhev.rbacguard.cli.report;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.ReviewDecision;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who decided what about which object; only what admission signed. */
record Decided(String object, String decision, String by, String at, String reason, String phase) {

    /** The decision about {@code violation}, if there is one. */
    static Optional<Decided> of(RBACViolation violation) {
        RBACViolationSpec spec = violation.getSpec();
        ReviewDecision review = spec.review();
        if (review == null || review.by() == null) {
            return Optional.empty();
        }
        return Optional.of(new Decided(
                object(spec),
                review.decision(),
                review.by(),
                text(review.at()),
                text(review.reason()),
                violation.getStatus() == null ? "" : violation.getStatus().phase()));
    }

    private static String object(RBACViolationSpec spec) {
        String namespace = spec.sourceNamespace();
        return spec.sourceKind() + " " + (namespace == null ? "" : namespace + "/") + spec.sourceName();
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }
}
