package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Severity;
import java.util.List;

/*
 * network_write
 *
 * Fields: rules[*] of Role and ClusterRole
 * Looks for: create, update, patch on endpoints, services, services/status; create, update, patch on endpointslices of
 *            discovery.k8s.io; create, update, patch, delete, deletecollection on networkpolicies of networking.k8s.io; create, update,
 *            patch on ingresses of networking.k8s.io
 */
final class NetworkWrite extends GrantingRule {

    NetworkWrite() {
        super(
                RuleSpec.telling(
                        "network_write",
                        Severity.MEDIUM,
                        "endpoints, external IPs and ingresses draw the traffic of others to oneself, and network policies decide what is cut off",
                        "grant it in namespaces of one team only, and leave endpoints and network policies to the platform"),
                new Access(List.of("create", "update", "patch"), "", "endpoints"),
                new Access(List.of("create", "update", "patch"), "", "services"),
                new Access(List.of("create", "update", "patch"), "", "services/status"),
                new Access(List.of("create", "update", "patch"), "discovery.k8s.io", "endpointslices"),
                new Access(
                        List.of("create", "update", "patch", "delete", "deletecollection"),
                        "networking.k8s.io",
                        "networkpolicies"),
                new Access(List.of("create", "update", "patch"), "networking.k8s.io", "ingresses"));
    }
}
