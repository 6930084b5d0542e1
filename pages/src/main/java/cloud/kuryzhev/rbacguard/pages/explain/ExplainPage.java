package cloud.kuryzhev.rbacguard.pages.explain;

import cloud.kuryzhev.rbacguard.kube.PolicySource;
import cloud.kuryzhev.rbacguard.pages.identity.Viewer;
import cloud.kuryzhev.rbacguard.pages.known.KnownViolations;
import cloud.kuryzhev.rbacguard.pages.layout.Page;
import cloud.kuryzhev.rbacguard.pages.rbac.GroupNames;
import cloud.kuryzhev.rbacguard.pages.rbac.VisibleRbac;
import cloud.kuryzhev.rbacguard.policy.access.Denial;
import cloud.kuryzhev.rbacguard.policy.access.Explanation;
import cloud.kuryzhev.rbacguard.policy.access.ForbiddenMessage;
import cloud.kuryzhev.rbacguard.policy.access.KnownCluster;
import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;

/** Takes the message of a 403, by a form or in a link, and says why, and what would be the smallest fix. */
@Controller
final class ExplainPage {

    private static final int LONGEST = 1 << 16;

    private final VisibleRbac rbac;
    private final PolicySource policies;
    private final KnownViolations known;
    private final Clock clock;

    ExplainPage(VisibleRbac rbac, PolicySource policies, KnownViolations known, Clock clock) {
        this.rbac = rbac;
        this.policies = policies;
        this.known = known;
        this.clock = clock;
    }

    /** By POST what is pasted, which may be long; by GET what a link holds. */
    @RequestMapping(
            path = "/explain",
            method = {RequestMethod.GET, RequestMethod.POST})
    String explain(
            @AuthenticationPrincipal Viewer viewer,
            @RequestParam(defaultValue = "") String message,
            @RequestParam(defaultValue = "") String groups,
            Model model) {
        String read = message.substring(0, Math.min(message.length(), LONGEST));
        model.addAttribute("message", read);
        model.addAttribute("groups", groups);
        model.addAttribute("current", known.areCurrent());
        if (!read.isBlank()) {
            ForbiddenMessage.parse(read)
                    .ifPresentOrElse(
                            denial -> explain(viewer, denial, GroupNames.of(groups), model),
                            () -> model.addAttribute(
                                    "other", ForbiddenMessage.otherReason(read).orElse("")));
        }
        return "explain/explain";
    }

    private void explain(Viewer viewer, Denial denial, Set<String> groups, Model model) {
        Optional<RbacSnapshot> snapshot = rbac.of(viewer);
        model.addAttribute("denial", denial.toString());
        if (snapshot.isEmpty()) {
            model.addAttribute("needed", VisibleRbac.NEEDED);
            return;
        }
        var explanation = Explanation.of(
                denial,
                groups,
                KnownCluster.of(snapshot.get()),
                policies.state().policy(),
                clock.instant());
        model.addAttribute("explained", Explained.of(explanation));
    }

    @Configuration(proxyBeanMethods = false)
    static class Entry {

        @Bean
        Page explainEntry() {
            return new Page(60, "Explain", "/explain");
        }
    }
}
