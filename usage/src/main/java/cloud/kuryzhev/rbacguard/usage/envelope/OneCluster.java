package cloud.kuryzhev.rbacguard.usage.envelope;

import cloud.kuryzhev.rbacguard.usage.envelope.ReadOutcome.SeveralClusters;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Foreign;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Stream;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets events of one cluster through: the wanted one, or else the first one named. Events of no named cluster pass. For any thread. */
final class OneCluster {

    private final boolean chosen;
    private volatile @Nullable ClusterId cluster;
    private volatile @Nullable SeveralClusters conflict;

    OneCluster(Optional<ClusterId> wanted) {
        chosen = wanted.isPresent();
        cluster = wanted.orElse(null);
    }

    /** The line, or in place of another cluster's event that it was one; empty on a conflict. */
    Optional<AuditLine> admit(AuditLine line, Optional<ClusterId> from, Path file) {
        if (from.isEmpty() || !(line instanceof AuditLine.Event) || from.get().equals(cluster)) {
            return Optional.of(line);
        }
        return admitNamed(line, from.get(), file);
    }

    private synchronized Optional<AuditLine> admitNamed(AuditLine line, ClusterId from, Path file) {
        ClusterId known = cluster;
        if (known == null) {
            cluster = from;
        }
        if (known == null || known.equals(from)) {
            return Optional.of(line);
        }
        if (chosen) {
            return Optional.of(new Foreign(Stream.OTHER_CLUSTER));
        }
        conflict = new SeveralClusters(known, from, file);
        return Optional.empty();
    }

    Optional<ClusterId> cluster() {
        return Optional.ofNullable(cluster);
    }

    Optional<SeveralClusters> conflict() {
        return Optional.ofNullable(conflict);
    }
}
