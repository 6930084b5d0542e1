package cloud.kuryzhev.rbacguard.pages.violation;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.PastDecision;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.ReviewDecision;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One decision of somebody.
 *
 * @param at RFC 3339; {@code null} if nobody knows
 * @param by {@code null} if nobody signed it
 */
record Decided(
        @Nullable String at,
        @Nullable String by,
        String decision,
        @Nullable String until,
        @Nullable String reason) {

    /** All that are known, the newest first; the last one too, which the controller may not have seen yet. */
    static List<Decided> all(RBACViolation violation) {
        List<Decided> past = violation.getStatus() == null
                ? List.of()
                : violation.getStatus().decisions().reversed().stream()
                        .map(Decided::of)
                        .toList();
        return Stream.concat(
                        Optional.ofNullable(violation.getSpec().review()).map(Decided::of).stream()
                                .filter(it -> !past.contains(it)),
                        past.stream())
                .toList();
    }

    private static Decided of(PastDecision it) {
        return new Decided(it.at(), it.by(), it.decision(), it.until(), it.reason());
    }

    private static Decided of(ReviewDecision it) {
        return new Decided(it.at(), it.by(), it.decision(), it.until(), it.reason());
    }

    /** Who decided, in words. */
    public String who() {
        return Objects.requireNonNullElse(by, "nobody has signed it");
    }
}
