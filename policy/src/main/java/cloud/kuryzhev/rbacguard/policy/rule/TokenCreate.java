package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Severity;
import java.util.List;

/*
 * token_create
 *
 * Fields: rules[*] of Role and ClusterRole
 * Looks for: create on serviceaccounts/token
 */
final class TokenCreate extends GrantingRule {

    TokenCreate() {
        super(
                RuleSpec.telling(
                        "token_create",
                        Severity.HIGH,
                        "whoever holds it can make a token for a service account, and so act as it",
                        "name the service accounts in resourceNames"),
                new Access(List.of("create"), "", "serviceaccounts/token"));
    }
}
