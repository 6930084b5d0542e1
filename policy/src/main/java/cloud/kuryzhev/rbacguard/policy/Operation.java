package cloud.kuryzhev.rbacguard.policy;

/** What a request does to an object, as {@code admission.k8s.io/v1} spells it. */
public enum Operation {
    CREATE,
    UPDATE,
    DELETE
}
