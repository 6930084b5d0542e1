package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;

/** What a cycle changed about one violation. */
sealed interface ViolationChange {

    /** As it stands in the cluster now. */
    RBACViolation violation();

    /** It is new, or back. */
    record Opened(RBACViolation violation) implements ViolationChange {}

    /** It is still there, with other findings or another suggestion. */
    record Updated(RBACViolation violation) implements ViolationChange {}

    /** It is gone. */
    record Resolved(RBACViolation violation) implements ViolationChange {}
}
