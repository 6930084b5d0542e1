package cloud.kuryzhev.rbacguard.kube.admission;

import cloud.kuryzhev.rbacguard.policy.Requester;
import cloud.kuryzhev.rbacguard.policy.Review;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import java.util.Optional;

/** What an {@code admission.k8s.io/v1} AdmissionReview asks. */
public sealed interface AdmissionRequest {

    /** The request's uid, to be echoed; {@code ""} if none could be read: none is ever made up. */
    String uid();

    /** A role or binding is to be stored. */
    record Judgeable(String uid, Review review) implements AdmissionRequest {

        /** Whether it is only asked for: nothing may come of it but the answer. */
        public boolean dryRun() {
            return review.dryRun();
        }
    }

    /**
     * Nothing is handed out by it: a deletion, or a ConfigMap that is not the policy's.
     *
     * @param object which role or binding is to be deleted; empty for anything else
     * @param dryRun whether it is only asked for
     */
    record Revoking(String uid, Requester requester, Optional<ObjectKey> object, boolean dryRun)
            implements AdmissionRequest {}

    /**
     * The policy's ConfigMap is to be written or deleted.
     *
     * @param yaml what {@code policy.yaml} would be; empty without the key or the ConfigMap
     */
    record PolicyEdit(String uid, Requester requester, Optional<String> yaml) implements AdmissionRequest {}

    /**
     * It cannot be judged, and so must not pass.
     *
     * @param reason what is wrong, where, and what was expected
     */
    record Unreadable(String uid, String reason) implements AdmissionRequest {}
}
