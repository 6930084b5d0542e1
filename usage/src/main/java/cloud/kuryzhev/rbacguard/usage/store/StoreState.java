package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.policy.usage.SourceCoverage;
import java.util.List;

/**
 * What is in a store, in numbers.
 *
 * @param sources when each was heard, by name
 * @param permissions used or denied ones, of all subjects together
 * @param bytes on disk, without what waits in a write-ahead log
 */
public record StoreState(List<SourceCoverage> sources, long permissions, long bytes) {

    public StoreState {
        sources = List.copyOf(sources);
    }
}
