package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Severity;
import java.util.List;

/*
 * apiservice_write
 *
 * Fields: rules[*] of Role and ClusterRole
 * Looks for: create, update, patch, delete, deletecollection on apiservices of apiregistration.k8s.io
 */
final class ApiserviceWrite extends GrantingRule {

    ApiserviceWrite() {
        super(
                RuleSpec.telling(
                        "apiservice_write",
                        Severity.HIGH,
                        "an APIService sends the requests of everybody for an API group, credentials in their headers aside, to a server of one's choice",
                        "name the API services in resourceNames"),
                new Access(
                        List.of("create", "update", "patch", "delete", "deletecollection"),
                        "apiregistration.k8s.io",
                        "apiservices"));
    }
}
