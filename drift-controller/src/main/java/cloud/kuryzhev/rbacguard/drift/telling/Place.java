package cloud.kuryzhev.rbacguard.drift.telling;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;

/** Where a violation lies. */
record Place(String namespace, String name) {

    static Place of(RBACViolation violation) {
        return new Place(
                violation.getMetadata().getNamespace(), violation.getMetadata().getName());
    }
}
