package cloud.kuryzhev.rbacguard.drift.remediation;

import cloud.kuryzhev.rbacguard.kube.ObjectNames;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.Remediation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.ObjectName;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Has new objects take a binding's place.
 *
 * <ol>
 *   <li>what will be done is written down, with the binding as it is;
 *   <li>the new roles, then the new bindings are created;
 *   <li>authorizers get the time to see them, so that nobody meets a 403 in between;
 *   <li>the old binding is deleted, if it is still the very one;
 *   <li>that it is done is written down.
 * </ol>
 *
 * <p>Whatever ends this between two steps is found by {@link #resume}: where the old binding is gone, all was created before, and it is
 * done; else what was created is taken back.
 */
record Replacing(RbacWriter writer, Journal journal, Instant now, Duration settle, Duration watch) {

    /** On everything that was made here: the binding that it replaces, as {@code ClusterRoleBinding web-admin}. */
    static final String REPLACES = "audit.kuryzhev.cloud/replaces";

    /** @throws KubernetesClientException nothing is changed then, but for what {@link #resume} takes back */
    void apply(RBACViolation violation, HasMetadata old, Remediation plan, List<HasMetadata> objects) {
        RBACViolation written = journal.write(violation, true, plan, false);
        try {
            objects.forEach(writer::create);
            writer.settle(settle);
            writer.delete(old);
        } catch (KubernetesClientException e) {
            takeBack(written, plan, failed(plan, e));
            throw e;
        }
        done(written, plan);
    }

    /** A request that was refused will be again, until something else is decided; what only failed is tried again. */
    private static Optional<Remediation> failed(Remediation plan, KubernetesClientException e) {
        return switch (e.getCode()) {
            case 400, 403, 422 -> Optional.of(Remediation.refused(String.valueOf(e.getMessage()), plan.content()));
            default -> Optional.empty();
        };
    }

    void resume(Candidate candidate, ObjectKey source, Remediation plan) {
        boolean replaced = writer.read(source).isEmpty()
                && plan.created().stream()
                        .allMatch(it ->
                                ObjectNames.toModel(it).flatMap(writer::read).isPresent());
        if (replaced) {
            done(candidate.violation(), plan);
        } else {
            takeBack(candidate.violation(), plan, Optional.empty());
        }
    }

    private void done(RBACViolation violation, Remediation plan) {
        Instant time = now.truncatedTo(ChronoUnit.SECONDS);
        journal.write(
                violation, false, plan.applied(time.toString(), time.plus(watch).toString()), true);
    }

    private void takeBack(RBACViolation violation, Remediation plan, Optional<Remediation> next) {
        remove(plan, replaced(violation));
        journal.write(violation, true, next.orElse(null), false);
    }

    /** Deletes what was made for {@code replaced}, bindings first. */
    void remove(Remediation plan, String replaced) {
        plan.created().reversed().stream()
                .flatMap(it -> ObjectNames.toModel(it).stream())
                .flatMap(it -> writer.read(it).stream())
                .filter(it -> it.getMetadata().getAnnotations() != null
                        && replaced.equals(it.getMetadata().getAnnotations().get(REPLACES)))
                .forEach(writer::delete);
    }

    /** The binding that {@code violation} is about, as {@link #REPLACES} names it. */
    static String replaced(RBACViolation violation) {
        var spec = violation.getSpec();
        return ObjectNames.toModel(new ObjectName(spec.sourceKind(), spec.sourceName(), spec.sourceNamespace()))
                .map(ObjectKey::toString)
                .orElse("");
    }
}
