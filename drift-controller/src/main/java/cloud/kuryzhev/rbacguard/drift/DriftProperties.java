package cloud.kuryzhev.rbacguard.drift;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What an operator may set.
 *
 * @param identity of this replica, in the leader election Lease; another replica must have another
 * @param namespace of that Lease, and of violations of cluster-scoped objects
 * @param cycle the longest time between two full comparisons
 * @param auditLog the API server's audit log file; need not exist yet; empty if there is none
 * @param usageStore the SQLite file that usage is kept in
 */
@ConfigurationProperties("rbac-guard")
record DriftProperties(
        String identity,
        String namespace,
        Duration cycle,
        @Nullable Path auditLog,
        Path usageStore,
        Suggestion suggestion) {

    /** @param minimumWindow the shortest time of observation that counts as evidence */
    record Suggestion(Duration minimumWindow) {}
}
