package cloud.kuryzhev.rbacguard.pages.overview;

import cloud.kuryzhev.rbacguard.kube.PolicySource;
import cloud.kuryzhev.rbacguard.pages.identity.Viewer;
import cloud.kuryzhev.rbacguard.pages.known.KnownViolations;
import cloud.kuryzhev.rbacguard.pages.layout.Page;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What is open, how it went, who is riskiest, and how the service is doing. */
@Controller
final class OverviewPage {

    private final KnownViolations violations;
    private final ControllerState controller;
    private final PolicySource policies;
    private final String releaseNamespace;
    private final Clock clock;

    OverviewPage(
            KnownViolations violations,
            ControllerState controller,
            PolicySource policies,
            @Value("${rbac-guard.namespace}") String releaseNamespace,
            Clock clock) {
        this.violations = violations;
        this.controller = controller;
        this.policies = policies;
        this.releaseNamespace = releaseNamespace;
        this.clock = clock;
    }

    @GetMapping("/")
    String overview(@AuthenticationPrincipal Viewer viewer, Model model) {
        Instant now = clock.instant();
        List<Standing> all = violations.of(viewer).stream().map(Standing::of).toList();
        List<Standing> open = all.stream().filter(Standing::isOpen).toList();
        model.addAttribute("current", violations.areCurrent());
        model.addAttribute("open", open.size());
        model.addAttribute("waiting", open.stream().filter(Standing::isWaiting).count());
        model.addAttribute("counts", Counts.of(open));
        model.addAttribute("trend", Trend.of(all, now));
        model.addAttribute("risky", Risky.of(open));
        model.addAttribute("gap", GapSum.of(open));
        if (viewer.mayList(releaseNamespace)) {
            health(model, now);
        } else {
            model.addAttribute("needed", "list rbacviolations.audit.kuryzhev.cloud in namespace " + releaseNamespace);
        }
        return "overview/overview";
    }

    private void health(Model model, Instant now) {
        model.addAttribute("leading", controller.leading());
        model.addAttribute("cycle", controller.lastCycle());
        model.addAttribute("certificate", controller.certificateEnds());
        model.addAttribute("policy", policies.state());
        controller.gap().ifPresent(it -> {
            model.addAttribute("cluster", it);
            model.addAttribute("whole", GapSum.of(it));
        });
        model.addAttribute(
                "coverage",
                controller.sources().stream().map(it -> CoverageBar.of(it, now)).toList());
    }

    @Configuration(proxyBeanMethods = false)
    static class Entry {

        @Bean
        Page overviewEntry() {
            return new Page(10, "Overview", "/");
        }
    }
}
