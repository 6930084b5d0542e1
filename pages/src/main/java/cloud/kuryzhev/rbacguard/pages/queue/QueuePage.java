package cloud.kuryzhev.rbacguard.pages.queue;

import cloud.kuryzhev.rbacguard.pages.identity.Viewer;
import cloud.kuryzhev.rbacguard.pages.known.KnownViolations;
import cloud.kuryzhev.rbacguard.pages.known.Owners;
import cloud.kuryzhev.rbacguard.pages.known.Phases;
import cloud.kuryzhev.rbacguard.pages.layout.Page;
import cloud.kuryzhev.rbacguard.pages.violation.Span;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** All violations that the viewer may list. */
@Controller
final class QueuePage {

    private final KnownViolations known;
    private final Owners owners;
    private final BulkSnooze snooze;

    QueuePage(KnownViolations known, ObjectProvider<Owners> owners, BulkSnooze snooze) {
        this.known = known;
        this.owners = owners.getIfAvailable(() -> Owners.UNKNOWN);
        this.snooze = snooze;
    }

    @GetMapping("/queue")
    String page(@RequestParam Map<String, String> parameters, @AuthenticationPrincipal Viewer viewer, Model model) {
        Queue queue = Queue.of(known.of(viewer), QueueQuery.of(parameters), owners);
        model.addAttribute("queue", queue);
        model.addAttribute("query", queue.query());
        model.addAttribute("columns", Column.values());
        model.addAttribute("phases", Phases.ALL);
        model.addAttribute("spans", Span.values());
        model.addAttribute("current", known.areCurrent());
        return "queue/queue";
    }

    /** Whoever had to sign in again before a snooze goes on here. */
    @GetMapping("/queue/snooze")
    String again(
            @RequestParam Map<String, String> parameters,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes next) {
        next.addFlashAttribute("reason", reason);
        return "redirect:" + QueueQuery.of(parameters).url();
    }

    @PostMapping("/queue/snooze")
    String snooze(
            @RequestParam(defaultValue = "") List<String> chosen,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(name = "for", defaultValue = "") String span,
            @RequestParam Map<String, String> parameters,
            @AuthenticationPrincipal Viewer viewer,
            RedirectAttributes next) {
        next.addFlashAttribute("done", snooze.all(chosen, reason, Span.named(span), viewer));
        return "redirect:" + QueueQuery.of(parameters).url();
    }

    @Configuration(proxyBeanMethods = false)
    static class Entry {

        @Bean
        Page queue() {
            return new Page(20, "Queue", "/queue");
        }
    }
}
