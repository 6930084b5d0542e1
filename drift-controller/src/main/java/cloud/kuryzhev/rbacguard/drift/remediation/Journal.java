package cloud.kuryzhev.rbacguard.drift.remediation;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.Remediation;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.jspecify.annotations.Nullable;

/** Where each step is written down before it is taken: in the violation's own status. */
public interface Journal {

    /**
     * Writes {@code step}, and the phase that follows from it.
     *
     * @param found whether the violation still stands
     * @param step null where nothing is applied any more
     * @param spent whether the decision that led here does not count again
     * @return the violation as it stands now
     * @throws KubernetesClientException 409 if somebody has written the violation since it was read
     */
    RBACViolation write(RBACViolation violation, boolean found, @Nullable Remediation step, boolean spent);
}
