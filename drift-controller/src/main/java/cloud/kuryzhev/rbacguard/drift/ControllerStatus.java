package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.drift.certificates.CertificateLoop;
import cloud.kuryzhev.rbacguard.pages.overview.ControllerState;
import cloud.kuryzhev.rbacguard.policy.drift.ClusterGap;
import cloud.kuryzhev.rbacguard.policy.usage.SourceCoverage;
import cloud.kuryzhev.rbacguard.usage.AuditProgress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** How this replica is doing, for the pages. */
@Component
@ConditionalOnProperty("rbac-guard.pages.enabled")
final class ControllerStatus implements ControllerState {

    private final Leadership leadership;
    private final CycleLoop cycles;
    private final CoverageMetrics coverage;
    private final AuditIngests ingests;
    private final ClusterGaps gaps;
    private final ObjectProvider<CertificateLoop> certificates;

    ControllerStatus(
            Leadership leadership,
            CycleLoop cycles,
            CoverageMetrics coverage,
            AuditIngests ingests,
            ClusterGaps gaps,
            ObjectProvider<CertificateLoop> certificates) {
        this.leadership = leadership;
        this.cycles = cycles;
        this.coverage = coverage;
        this.ingests = ingests;
        this.gaps = gaps;
        this.certificates = certificates;
    }

    @Override
    public boolean leading() {
        return leadership.leading();
    }

    @Override
    public Cycle lastCycle() {
        return new Cycle(cycles.lastEnded(), cycles.lastTook(), cycles.failure());
    }

    /** Empty also where cert-manager keeps it, or nobody yet. */
    @Override
    public Optional<Instant> certificateEnds() {
        return certificates.stream().findFirst().flatMap(CertificateLoop::servingEnds);
    }

    @Override
    public Optional<ClusterGap> gap() {
        return gaps.latest();
    }

    @Override
    public List<Source> sources() {
        SortedMap<String, AuditProgress> progress = ingests.progress();
        return coverage.sources().stream().map(it -> source(it, progress)).toList();
    }

    private static Source source(SourceCoverage heard, SortedMap<String, AuditProgress> progress) {
        AuditProgress now = progress.entrySet().stream()
                .filter(it -> isOf(heard.source(), it.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(AuditProgress.NONE);
        return new Source(heard, now.bytesBehind(), now.error());
    }

    /** The store says of a source also where it is: {@code file:/var/log/audit.log} is read by {@code file}. */
    private static boolean isOf(String source, String name) {
        return source.equals(name) || source.startsWith(name + ":");
    }
}
