package cloud.kuryzhev.rbacguard.cli.explain;

import static java.util.stream.Collectors.joining;

import cloud.kuryzhev.rbacguard.cli.Json;
import cloud.kuryzhev.rbacguard.cli.Manifest;
import cloud.kuryzhev.rbacguard.policy.Action;
import cloud.kuryzhev.rbacguard.policy.access.Explanation;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;

/** An explanation as the command tells it. */
record ExplanationText(Explanation explanation) {

    private record Shape(
            String subject,
            String permission,
            boolean allowed,
            List<String> reasons,
            String fix,
            List<String> refusedBy,
            List<String> warnings,
            List<String> givers) {}

    /** For {@code kubectl apply}; what speaks against it stands above it. */
    String yaml() {
        return comments(Action.DENY, "# refused by the policy: ") + comments(Action.WARN, "# think twice: ") + fix();
    }

    private String comments(Action action, String before) {
        return explanation.told(action).stream()
                .map(it -> before + oneLine(it) + "\n")
                .collect(joining());
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\u0085\u2028\u2029]", " ");
    }

    String json() {
        return Json.text(new Shape(
                explanation.denial().subject().toString(),
                explanation.denial().permission().toString(),
                explanation.isAllowed(),
                explanation.reasons(),
                fix(),
                explanation.told(Action.DENY),
                explanation.told(Action.WARN),
                explanation.givers().stream().map(Subject::toString).toList()));
    }

    String text() {
        var text = new StringBuilder();
        text.append(explanation.denial()).append(explanation.isAllowed() ? ", said the message.\n\n" : ".\n\n");
        explanation.reasons().forEach(reason -> text.append("- ").append(reason).append('\n'));
        if (!explanation.fix().isEmpty()) {
            text.append("\nThe smallest fix; anybody in system:masters can apply it");
            if (!explanation.givers().isEmpty()) {
                text.append(", and so can ")
                        .append(explanation.givers().stream()
                                .map(Subject::toString)
                                .collect(joining(", ")));
            }
            text.append(":\n\n").append(fix());
            explanation.told(Action.DENY).forEach(it -> text.append("\nThe policy refuses this fix: ")
                    .append(it)
                    .append('\n'));
            explanation
                    .told(Action.WARN)
                    .forEach(it -> text.append("\nThink twice: ").append(it).append('\n'));
        }
        return text.toString();
    }

    private String fix() {
        return Manifest.yaml(explanation.fix());
    }
}
