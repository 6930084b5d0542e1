package cloud.kuryzhev.rbacguard.usage.event;

import java.util.List;

/** Tells RBAC's word from that of the authorizers beside it, by the annotation {@code authorization.k8s.io/reason}. */
final class Authorizer {

    /**
     * EKS access entries, GKE's IAM and AKS' Azure RBAC. An empty reason stays RBAC's: system:masters, the Node authorizer and
     * ABAC give none, and a subject they let through may be bound as well.
     */
    private static final List<String> OTHERS =
            List.of("EKS Access Policy: ", "access granted by IAM permissions.", "Access allowed by Azure RBAC");

    private Authorizer() {}

    static boolean isOther(String reason) {
        for (String other : OTHERS) {
            if (reason.startsWith(other)) {
                return true;
            }
        }
        return false;
    }
}
