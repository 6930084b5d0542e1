package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Severity;
import java.util.List;

/*
 * webhook_configuration_write
 *
 * Fields: rules[*] of Role and ClusterRole
 * Looks for: create, update, patch, delete, deletecollection on mutatingwebhookconfigurations, validatingwebhookconfigurations of
 *            admissionregistration.k8s.io
 */
final class WebhookConfigurationWrite extends GrantingRule {

    WebhookConfigurationWrite() {
        super(
                RuleSpec.telling(
                        "webhook_configuration_write",
                        Severity.CRITICAL,
                        "a webhook sees and can change every object of the cluster, secrets included, and deleting one switches its guard off",
                        "name the configurations in resourceNames, with verbs get, update and patch"),
                new Access(
                        List.of("create", "update", "patch", "delete", "deletecollection"),
                        "admissionregistration.k8s.io",
                        "mutatingwebhookconfigurations"),
                new Access(
                        List.of("create", "update", "patch", "delete", "deletecollection"),
                        "admissionregistration.k8s.io",
                        "validatingwebhookconfigurations"));
    }
}
