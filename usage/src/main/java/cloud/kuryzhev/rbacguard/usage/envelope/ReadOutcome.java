package cloud.kuryzhev.rbacguard.usage.envelope;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How the reading of some files ended. */
public sealed interface ReadOutcome {

    /**
     * All were read.
     *
     * @param files in the order they were read in
     * @param cluster the only one that any of them names
     */
    record Complete(List<FileReport> files, Optional<ClusterId> cluster) implements ReadOutcome {}

    /**
     * They are of several clusters. The reading ended there, and what was read before must not be kept: one cluster's events would
     * count for another.
     *
     * @param file where the second was met
     */
    record SeveralClusters(ClusterId first, ClusterId second, Path file) implements ReadOutcome {

        /** For people: what, where, and what to do. */
        public String message() {
            return "%s has events of cluster %s, but those before are of %s: give the files of one cluster, or say which to read"
                    .formatted(file, second, first);
        }
    }
}
