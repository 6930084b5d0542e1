package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Severity;
import java.util.List;

/*
 * secret_read
 *
 * Fields: rules[*] of Role and ClusterRole
 * Looks for: get, list, watch on secrets
 */
final class SecretRead extends GrantingRule {

    SecretRead() {
        super(
                RuleSpec.telling(
                        "secret_read",
                        Severity.HIGH,
                        "secrets hold the tokens and keys of others, so whoever reads them can act as those others; list and watch show the content too",
                        "name the secrets that are needed in resourceNames with verb get, or mount them into the pod"),
                new Access(List.of("get", "list", "watch"), "", "secrets"));
    }
}
