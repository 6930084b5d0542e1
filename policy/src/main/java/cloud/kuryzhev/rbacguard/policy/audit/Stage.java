package cloud.kuryzhev.rbacguard.policy.audit;

/** A moment of a request at which an audit event can be written ({@code audit.k8s.io/v1} {@code Stage}), spelt as there. */
public enum Stage {
    RequestReceived,
    ResponseStarted,
    ResponseComplete,
    Panic
}
