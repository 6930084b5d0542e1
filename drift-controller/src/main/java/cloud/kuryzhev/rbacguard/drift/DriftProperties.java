package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.policy.Action;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What an operator may set.
 *
 * @param identity of this replica, in the leader election Lease; another replica must have another
 * @param namespace of that Lease, and of violations of cluster-scoped objects
 * @param cycle the longest time between two full comparisons
 * @param auditLog the API server's audit log file; need not exist yet; empty if there is none
 * @param auditPolicy the API server's audit policy: a file, {@code preset:<name>}, or {@code ""} if it is not known
 * @param usageStore where usage is kept: an SQLite file, or {@code jdbc:postgresql:…}
 * @param filed findings of these actions become violations; the others are counted
 */
@ConfigurationProperties("rbac-guard")
record DriftProperties(
        String identity,
        String namespace,
        Duration cycle,
        @Nullable Path auditLog,
        String auditPolicy,
        String usageStore,
        Set<Action> filed,
        Suggestion suggestion,
        Usage usage,
        Violations violations,
        Changes changes,
        Backstop backstop) {

    /**
     * How sure and how narrow suggestions are.
     *
     * @param minimumWindow the shortest time of observation that counts as evidence
     * @param names the most names of one resource that a suggested role keeps, if they are stable
     * @param clusterWideAfter the most namespaces that one permission is bound in one by one
     */
    record Suggestion(Duration minimumWindow, int names, int clusterWideAfter) {}

    /** @param retention how long a user's RBACUsage stays after the user was last seen */
    record Usage(Duration retention) {}

    /**
     * @param retention how long a resolved violation stays to be read
     * @param shadow how long a suggestion should be watched before anybody approves it
     */
    record Violations(Duration retention, Duration shadow) {}

    /**
     * Of who changed what.
     *
     * @param admission whether an admission webhook is expected to judge every write of roles and bindings
     * @param retention how long a change is told of an object with which nothing is wrong
     */
    record Changes(boolean admission, Duration retention) {}

    /** @param enabled whether the policy is also kept as ValidatingAdmissionPolicies */
    record Backstop(boolean enabled) {}
}
