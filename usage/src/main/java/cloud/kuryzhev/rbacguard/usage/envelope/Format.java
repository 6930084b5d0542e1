package cloud.kuryzhev.rbacguard.usage.envelope;

/** What a file's events are wrapped in. */
public enum Format {
    /** Nothing but lists, as kube-apiserver, OpenShift, RKE2 and Falco write them. */
    PLAIN,
    /** Amazon EKS by CloudWatch Logs. */
    EKS,
    /** Azure AKS by diagnostic settings. */
    AKS,
    /** Google GKE by Cloud Logging. */
    GKE,
    /** No record of JSON was found: not an audit file, and not read. */
    NONE
}
