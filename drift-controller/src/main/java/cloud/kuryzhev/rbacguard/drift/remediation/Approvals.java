package cloud.kuryzhev.rbacguard.drift.remediation;

import cloud.kuryzhev.rbacguard.kube.SuggestedObjects;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.Remediation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.ReviewDecision;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.TakenDecision;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what is approved: by somebody else than who made the binding, or by the binding's own label.
 *
 * <ol>
 *   <li>nothing that is not approved, or that was refused and is still the same;
 *   <li>nothing while it is switched off, and nothing that must never be touched ({@link Eligibility}): that is said;
 *   <li>only the binding that the suggestion was made for: the live one must be what this cycle knows.
 * </ol>
 */
record Approvals(RbacWriter writer, Replacing replacing, RemediationProperties properties, Surroundings around) {

    /** On a RoleBinding: suggestions for it need nobody's approval. */
    static final String AUTO_LABEL = "audit.kuryzhev.cloud/auto-remediate";

    private static final String CREATED_BY = "audit.kuryzhev.cloud/created-by";

    void carryOut(Candidate candidate, Journal journal) {
        Optional<Binding> binding = candidate.source().flatMap(this::binding);
        Optional<RBACViolationSpec> found = candidate.found();
        if (found.isEmpty() || !(isApproved(candidate) || isLabelled(candidate, binding))) {
            return;
        }
        Optional<String> obstacle = obstacle(candidate, found.get(), binding);
        if (obstacle.isPresent()) {
            hold(candidate, obstacle.get(), journal);
        } else if (!candidate.at(Remediation.REFUSED)) {
            apply(candidate, Objects.requireNonNull(found.get().suggestion()), binding.orElseThrow(), journal);
        }
    }

    private Optional<Binding> binding(ObjectKey key) {
        return Optional.ofNullable(around.objects().get(key))
                .filter(Binding.class::isInstance)
                .map(Binding.class::cast);
    }

    private static boolean isApproved(Candidate candidate) {
        return candidate.is(RBACViolationStatus.APPROVED);
    }

    /** What was put back is not applied again before something else is suggested. */
    private static boolean isLabelled(Candidate candidate, Optional<Binding> binding) {
        Remediation last = candidate.remediation();
        boolean putBack = last != null
                && last.step().equals(Remediation.RESTORED)
                && Objects.equals(last.content(), candidate.status().content());
        return candidate.is(RBACViolationStatus.OPEN)
                && !putBack
                && binding.filter(it -> it.key().kind() == Kind.ROLE_BINDING
                                && "true".equals(it.metadata().labels().get(AUTO_LABEL)))
                        .isPresent();
    }

    private Optional<String> obstacle(Candidate candidate, RBACViolationSpec found, Optional<Binding> binding) {
        if (!properties.enabled()) {
            return Optional.of("rbac-guard.remediation.enabled is false: apply the suggestion by hand");
        }
        if (binding.isEmpty()) {
            return Optional.of("only bindings are replaced, and this is a " + found.sourceKind()
                    + ": apply the suggestion by hand");
        }
        return new Eligibility(around.policy(), around.namespace())
                .obstacle(found, binding.get())
                .or(() -> itsAuthor(candidate, binding.get())
                        .map(by -> by + " made " + binding.get().key() + ", and somebody else must approve"));
    }

    /** Who approves and made it: now, or before it was put back. */
    private static Optional<String> itsAuthor(Candidate candidate, Binding binding) {
        return candidate.decided(ReviewDecision.APPROVE).map(TakenDecision::by).filter(by -> authors(
                        candidate.remediation(), binding)
                .anyMatch(by::equals));
    }

    private static Stream<String> authors(@Nullable Remediation last, Binding binding) {
        return Stream.concat(
                Stream.ofNullable(binding.metadata().annotations().get(CREATED_BY)),
                Stream.ofNullable(last == null ? null : last.author()));
    }

    private static void hold(Candidate candidate, String why, Journal journal) {
        Remediation last = candidate.remediation();
        if (last == null || !last.step().equals(Remediation.HELD) || !why.equals(last.message())) {
            journal.write(
                    candidate.violation(),
                    true,
                    Remediation.held(why, candidate.status().content()),
                    false);
        }
    }

    private void apply(Candidate candidate, SuggestedChange change, Binding known, Journal journal) {
        Optional<HasMetadata> live = writer.read(known.key()).filter(it -> isStill(known, it));
        if (live.isEmpty()) {
            return; // the cache is behind: the next cycle knows more
        }
        String original = Original.of(live.get());
        if (original.length() > Original.MOST) {
            hold(
                    candidate,
                    known.key() + " is too large to be kept for an undo: apply the suggestion by hand",
                    journal);
            return;
        }
        Remediation plan =
                plan(candidate, change, known, live.get().getMetadata().getUid(), original);
        replacing.apply(
                candidate.violation(),
                live.get(),
                plan,
                SuggestedObjects.resources(
                        change, Map.of(Replacing.REPLACES, known.key().toString())));
    }

    private static Remediation plan(
            Candidate candidate, SuggestedChange change, Binding known, String uid, String original) {
        return new Remediation(
                Remediation.APPLYING,
                null,
                candidate.status().content(),
                candidate.decided(ReviewDecision.APPROVE).map(TakenDecision::by).orElse(null),
                known.metadata().annotations().get(CREATED_BY),
                uid,
                original,
                SuggestedObjects.names(change),
                null,
                null,
                List.of());
    }

    private static boolean isStill(Binding known, HasMetadata live) {
        return Original.binding(live)
                .filter(it ->
                        it.roleRef().equals(known.roleRef()) && it.subjects().equals(known.subjects()))
                .isPresent();
    }
}
