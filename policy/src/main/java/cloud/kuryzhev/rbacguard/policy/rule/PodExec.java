package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Severity;
import java.util.List;

/*
 * pod_exec
 *
 * Fields: rules[*] of Role and ClusterRole
 * Looks for: create, get on pods/exec, pods/attach, pods/portforward; update, patch on pods/ephemeralcontainers
 */
final class PodExec extends GrantingRule {

    PodExec() {
        super(
                RuleSpec.telling(
                        "pod_exec",
                        Severity.HIGH,
                        "whoever holds it can run commands in pods, and so use everything that those pods hold; over a websocket get is enough",
                        "grant pods/log for looking, and exec for a limited time by a binding of its own"),
                new Access(List.of("create", "get"), "", "pods/exec"),
                new Access(List.of("create", "get"), "", "pods/attach"),
                new Access(List.of("create", "get"), "", "pods/portforward"),
                new Access(List.of("update", "patch"), "", "pods/ephemeralcontainers"));
    }
}
