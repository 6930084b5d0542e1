package cloud.kuryzhev.rbacguard.kube.admission;

import cloud.kuryzhev.rbacguard.policy.Review;

/** What an {@code admission.k8s.io/v1} AdmissionReview asks. */
public sealed interface AdmissionRequest {

    /** The request's uid, to be echoed; {@code ""} if none could be read: none is ever made up. */
    String uid();

    /**
     * A role or binding is to be stored.
     *
     * @param dryRun whether it is only asked for: nothing may come of it but the answer
     */
    record Judgeable(String uid, Review review, boolean dryRun) implements AdmissionRequest {}

    /** Nothing is handed out by it: a deletion. */
    record Revoking(String uid) implements AdmissionRequest {}

    /**
     * It cannot be judged, and so must not pass.
     *
     * @param reason what is wrong, where, and what was expected
     */
    record Unreadable(String uid, String reason) implements AdmissionRequest {}
}
