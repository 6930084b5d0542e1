package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a cluster beside its roles and bindings.
 *
 * @param discovery what its API server serves; without it wildcards cannot be counted
 * @param schedules of its CronJobs
 * @param ages of the rules in its roles
 * @param accounts since when service accounts are there; one that is not among them is as old as what grants to it
 */
public record Facts(
        Optional<Discovery> discovery,
        Schedules schedules,
        RuleAges ages,
        Map<Subject.ServiceAccount, Instant> accounts) {

    /** Nothing. */
    public static final Facts NONE = new Facts(Optional.empty(), Schedules.UNKNOWN, RuleAges.NONE, Map.of());

    public Facts {
        accounts = Map.copyOf(accounts);
    }
}
