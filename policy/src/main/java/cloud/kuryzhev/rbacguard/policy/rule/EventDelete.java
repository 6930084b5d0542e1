package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Severity;
import java.util.List;

/*
 * event_delete
 *
 * Fields: rules[*] of Role and ClusterRole
 * Looks for: delete, deletecollection on events; delete, deletecollection on events of events.k8s.io
 */
final class EventDelete extends GrantingRule {

    EventDelete() {
        super(
                RuleSpec.telling(
                        "event_delete",
                        Severity.LOW,
                        "events tell what happened, and whoever deletes them wipes traces",
                        "leave it out: events go by themselves after an hour"),
                new Access(List.of("delete", "deletecollection"), "", "events"),
                new Access(List.of("delete", "deletecollection"), "events.k8s.io", "events"));
    }
}
