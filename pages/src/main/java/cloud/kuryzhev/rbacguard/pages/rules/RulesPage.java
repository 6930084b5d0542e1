package cloud.kuryzhev.rbacguard.pages.rules;

import cloud.kuryzhev.rbacguard.kube.PolicySource;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import cloud.kuryzhev.rbacguard.pages.identity.Viewer;
import cloud.kuryzhev.rbacguard.pages.known.KnownViolations;
import cloud.kuryzhev.rbacguard.pages.known.Phases;
import cloud.kuryzhev.rbacguard.pages.layout.Page;
import cloud.kuryzhev.rbacguard.policy.Policy;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Every rule, with how often this cluster breaks it, and the policy in force. */
@Controller
final class RulesPage {

    private static final Set<String> OVER = Set.of(RBACViolationStatus.RESOLVED, RBACViolationStatus.NOTED);

    private final KnownViolations violations;
    private final PolicySource policies;

    RulesPage(KnownViolations violations, PolicySource policies) {
        this.violations = violations;
        this.policies = policies;
    }

    @GetMapping("/rules")
    String rules(@AuthenticationPrincipal Viewer viewer, Model model) {
        PolicySource.State state = policies.state();
        PolicyText text = PolicyText.of(viewer);
        model.addAttribute("current", violations.areCurrent());
        model.addAttribute("hash", state.hash());
        model.addAttribute("text", text);
        model.addAttribute(
                "rules", RuleRow.of(text.readable() ? state.policy() : Policy.DEFAULT, open(violations.of(viewer))));
        if (text.readable()) {
            model.addAttribute("state", state);
        }
        return "rules/rules";
    }

    /** By rule; {@code forbidden_subject:alice} counts for {@code forbidden_subject}. */
    static Map<String, Long> open(Collection<RBACViolation> all) {
        return all.stream()
                .filter(it -> !OVER.contains(Phases.of(it)))
                .flatMap(it -> it.getSpec().violatedRules().stream()
                        .map(rule -> rule.split(":", 2)[0])
                        .distinct())
                .collect(Collectors.groupingBy(it -> it, Collectors.counting()));
    }

    @Configuration(proxyBeanMethods = false)
    static class Entry {

        @Bean
        Page rulesEntry() {
            return new Page(70, "Rules", "/rules");
        }
    }
}
