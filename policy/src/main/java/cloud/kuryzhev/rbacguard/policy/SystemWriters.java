package cloud.kuryzhev.rbacguard.policy;

import java.util.List;

/**
 * The parts of the control plane that write RBAC objects themselves, known by who they are authenticated as and by nothing that
 * anybody can write into an object.
 */
public final class SystemWriters {

    /** Their user names. */
    public static final List<String> USERNAMES = List.of(
            // re-creates the bootstrap roles at start-up, and does not become ready without
            "system:apiserver",
            // the controllers of kube-controller-manager, which is one user unless it runs with
            // --use-service-account-credentials
            "system:kube-controller-manager",
            "system:serviceaccount:kube-system:clusterrole-aggregation-controller",
            "system:serviceaccount:kube-system:namespace-controller",
            "system:serviceaccount:kube-system:generic-garbage-collector");

    private SystemWriters() {}

    /** Whether the user is one of them. */
    public static boolean includes(String username) {
        return USERNAMES.contains(username);
    }
}
