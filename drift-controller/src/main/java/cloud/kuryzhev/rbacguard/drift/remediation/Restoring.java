package cloud.kuryzhev.rbacguard.drift.remediation;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.Remediation;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;

/**
 * Puts a binding back: that it will be is written down, it is created, what stood in its place is deleted, and that it is done is
 * written down. Each step can be taken again.
 */
record Restoring(RbacWriter writer, Journal journal, Replacing replacing) {

    /**
     * @param why for people
     * @throws KubernetesClientException taken up again by the next cycle
     */
    void restore(RBACViolation violation, Remediation applied, String why) {
        Remediation restoring = applied.at(Remediation.RESTORING, why);
        resume(journal.write(violation, false, restoring, true), restoring);
    }

    void resume(RBACViolation violation, Remediation restoring) {
        Optional<HasMetadata> original = Optional.ofNullable(restoring.original())
                .flatMap(Original::read)
                .filter(it -> isOf(violation, it));
        if (original.isEmpty()) {
            stay(violation, restoring, "what is kept of the old binding cannot be read: make it anew by hand");
            return;
        }
        try {
            create(original.get(), violation);
        } catch (KubernetesClientException e) {
            switch (e.getCode()) {
                case 409 -> stay(violation, restoring, "another binding of that name was made meanwhile, and stays");
                case 400, 403, 422 ->
                    stay(violation, restoring, "the old binding cannot be put back: " + e.getMessage());
                default -> throw e;
            }
            return;
        }
        replacing.remove(restoring, Replacing.replaced(violation));
        journal.write(violation, true, restoring.at(Remediation.RESTORED, restoring.message()), true);
    }

    /** Whoever wrote something else into the status gets no other binding by it. */
    private static boolean isOf(RBACViolation violation, HasMetadata original) {
        return Original.binding(original)
                .map(it -> it.key().toString().equals(Replacing.replaced(violation)))
                .orElse(false);
    }

    private void stay(RBACViolation violation, Remediation restoring, String why) {
        journal.write(violation, false, restoring.at(Remediation.APPLIED, why), true);
    }

    /** One that is there and grants the same is as good. */
    private void create(HasMetadata original, RBACViolation violation) {
        original.getMetadata()
                .getAnnotations()
                .put(Original.RESTORED, violation.getMetadata().getName());
        try {
            writer.create(original);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || !isThere(original)) {
                throw e;
            }
        }
    }

    private boolean isThere(HasMetadata original) {
        Optional<Binding> wanted = Original.binding(original);
        return wanted.map(Binding::key)
                .flatMap((ObjectKey key) -> writer.read(key))
                .flatMap(Original::binding)
                .filter(it -> it.roleRef().equals(wanted.get().roleRef())
                        && it.subjects().equals(wanted.get().subjects()))
                .isPresent();
    }
}
