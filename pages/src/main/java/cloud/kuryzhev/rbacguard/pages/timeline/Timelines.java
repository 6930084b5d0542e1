package cloud.kuryzhev.rbacguard.pages.timeline;

import cloud.kuryzhev.rbacguard.pages.identity.Viewer;
import cloud.kuryzhev.rbacguard.pages.overview.ControllerState;
import cloud.kuryzhev.rbacguard.policy.access.SubjectName;
import cloud.kuryzhev.rbacguard.policy.usage.DayOfUse;
import cloud.kuryzhev.rbacguard.policy.usage.SourceCoverage;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Draws timelines, with the days that were not heard as far as the viewer may know them. */
@Component
public final class Timelines {

    private final ControllerState controller;
    private final String releaseNamespace;
    private final Clock clock;

    Timelines(ControllerState controller, @Value("${rbac-guard.namespace}") String releaseNamespace, Clock clock) {
        this.controller = controller;
        this.releaseNamespace = releaseNamespace;
        this.clock = clock;
    }

    /** Of the subject of {@code usage}, which asked for something on {@code days}. */
    public Timeline of(UsageSummary usage, List<DayOfUse> days, Viewer viewer) {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var whole =
                new Timeline(usage.subject().toString(), SubjectName.written(usage.subject()), days, today, List.of());
        return heard(usage.window(), viewer, now)
                .map(it -> new Timeline(whole.subject(), whole.name(), days, today, it.missed(whole.first(), today)))
                .orElse(whole);
    }

    /** Of a window with gaps alone nobody can tell where they are. */
    private Optional<HeardDays> heard(UsageSummary.Window window, Viewer viewer, Instant now) {
        List<SourceCoverage> sources = viewer.mayList(releaseNamespace)
                ? controller.sources().stream()
                        .map(ControllerState.Source::coverage)
                        .toList()
                : List.of();
        if (!sources.isEmpty()) {
            return Optional.of(HeardDays.of(sources, now));
        }
        return window.gapless() ? Optional.of(HeardDays.since(window.from(), now)) : Optional.empty();
    }
}
