package cloud.kuryzhev.rbacguard.pages.subject;

import cloud.kuryzhev.rbacguard.pages.identity.Viewer;
import cloud.kuryzhev.rbacguard.pages.layout.Page;
import cloud.kuryzhev.rbacguard.pages.rbac.GroupNames;
import cloud.kuryzhev.rbacguard.pages.rbac.VisibleRbac;
import cloud.kuryzhev.rbacguard.pages.timeline.Timelines;
import cloud.kuryzhev.rbacguard.policy.access.SubjectName;
import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One subject: what it may do, what it was seen to do, and what it was refused. */
@Controller
final class SubjectPage {

    private static final int SUGGESTED = 500;
    private static final int LONGEST = 1_024;

    private final VisibleRbac rbac;
    private final SeenUsage usages;
    private final Timelines timelines;

    SubjectPage(VisibleRbac rbac, SeenUsage usages, Timelines timelines) {
        this.rbac = rbac;
        this.usages = usages;
        this.timelines = timelines;
    }

    @GetMapping("/subject")
    String subject(
            @AuthenticationPrincipal Viewer viewer,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String groups,
            Model model) {
        String asked = name.strip().substring(0, Math.min(name.strip().length(), LONGEST));
        Optional<RbacSnapshot> snapshot = rbac.of(viewer);
        model.addAttribute("name", asked);
        model.addAttribute("groups", groups);
        model.addAttribute("known", snapshot.map(SubjectPage::known).orElse(List.of()));
        if (!asked.isEmpty()) {
            show(viewer, Subject.canonical(SubjectName.parse(asked)), GroupNames.of(groups), snapshot, model);
        }
        return "subject/subject";
    }

    private void show(
            Viewer viewer, Subject subject, Set<String> groups, Optional<RbacSnapshot> snapshot, Model model) {
        SeenUsage.Reading reading = usages.of(subject, viewer);
        Optional<UsageSummary> usage = reading.summary();
        model.addAttribute("subject", subject.toString());
        model.addAttribute("reading", reading);
        usage.ifPresent(it -> model.addAttribute("usage", it));
        usage.ifPresent(it -> model.addAttribute("timeline", timelines.of(it, reading.days(), viewer)));
        usage.ifPresent(it -> model.addAttribute("refused", Refused.of(it, snapshot)));
        snapshot.ifPresentOrElse(
                it -> model.addAttribute("access", SubjectAccess.of(subject, groups, it, usage)),
                () -> model.addAttribute("needed", VisibleRbac.NEEDED));
    }

    /** Names to choose from, as {@link SubjectName} reads them. */
    private static List<String> known(RbacSnapshot snapshot) {
        return snapshot.bindings()
                .flatMap(it -> it.subjects().stream())
                .distinct()
                .sorted()
                .limit(SUGGESTED)
                .map(SubjectName::written)
                .filter(it -> it.length() <= LONGEST)
                .toList();
    }

    @Configuration(proxyBeanMethods = false)
    static class Entry {

        @Bean
        Page subjectEntry() {
            return new Page(50, "Subject", "/subject");
        }
    }
}
