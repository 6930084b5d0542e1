package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.drift.certificates.CertificateLoop;
import cloud.kuryzhev.rbacguard.pages.overview.ControllerState;
import cloud.kuryzhev.rbacguard.usage.AuditProgress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
    private final ObjectProvider<CertificateLoop> certificates;

    ControllerStatus(
            Leadership leadership,
            CycleLoop cycles,
            CoverageMetrics coverage,
            AuditIngests ingests,
            ObjectProvider<CertificateLoop> certificates) {
        this.leadership = leadership;
        this.cycles = cycles;
        this.coverage = coverage;
        this.ingests = ingests;
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
    public List<Source> sources() {
        return coverage.sources().stream()
                .map(it -> {
                    AuditProgress now = ingests.progress().getOrDefault(it.source(), AuditProgress.NONE);
                    return new Source(it, now.bytesBehind(), now.error());
                })
                .toList();
    }
}
