package cloud.kuryzhev.rbacguard.drift.telling;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec.Finding;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange;
import java.util.List;
import java.util.stream.Collectors;

/** An issue about a violation; a pure function of it. What the cluster says stands in code, where it has no meaning to GitHub. */
record IssueText(String cluster, Owners owners) {

    /** GitHub takes 65,536 characters. */
    private static final int MAX_BODY = 60_000;

    private static final int MAX_TITLE = 200;
    private static final int MAX_SECTION = 25_000;

    String title(RBACViolation violation) {
        RBACViolationSpec spec = violation.getSpec();
        String where = cluster.isEmpty() ? "" : "[" + cluster + "] ";
        return Text.line(
                where + Words.object(violation) + ": " + String.join(", ", spec.violatedRules()) + " ("
                        + spec.severity() + ")",
                MAX_TITLE);
    }

    String body(RBACViolation violation) {
        RBACViolationSpec spec = violation.getSpec();
        var body = new StringBuilder(IssueIndex.marker(key(violation)))
                .append('\n')
                .append(Text.code(Words.object(violation)))
                .append(" breaks: ")
                .append(spec.violatedRules().stream().map(Text::code).collect(Collectors.joining(", ")))
                .append(".\n");
        teams(spec, body);
        body.append("\n### Findings\n").append(block("text", findings(spec.findings())));
        if (!spec.subjects().isEmpty()) {
            body.append("\n### Who has it\n").append(block("text", String.join("\n", spec.subjects())));
        }
        suggestion(spec, body);
        body.append("\n### All of it\n").append(Text.block("sh", Words.next(violation)));
        return Text.cut(body.toString(), MAX_BODY);
    }

    /** Tells this violation from those of all clusters. */
    String key(RBACViolation violation) {
        Place place = Place.of(violation);
        return cluster + "/" + place.namespace() + "/" + place.name();
    }

    /** An issue can be assigned to people only; a team is called by its name. */
    private void teams(RBACViolationSpec spec, StringBuilder body) {
        List<String> teams = owners.of(java.util.Optional.ofNullable(spec.sourceNamespace())).stream()
                .filter(owner -> owner.contains("/"))
                .toList();
        if (!teams.isEmpty()) {
            body.append("\nIn charge: @").append(String.join(", @", teams)).append("\n");
        }
    }

    private static void suggestion(RBACViolationSpec spec, StringBuilder body) {
        SuggestedChange suggestion = spec.suggestion();
        if (suggestion == null) {
            return;
        }
        body.append("\n### Suggestion\n").append(block("text", String.valueOf(suggestion.summary())));
        if (spec.diff() != null) {
            body.append("\n### What would change\n").append(block("diff", spec.diff()));
        }
        if (spec.omitted() != null) {
            body.append("\nLeft out for want of room: ")
                    .append(Text.code(spec.omitted().toString()))
                    .append(".\n");
        }
    }

    private static String findings(List<Finding> findings) {
        return findings.stream()
                .map(it -> it.severity() + " " + it.rule() + "\n  at " + it.field() + ": " + it.reason()
                        + "\n  instead: " + it.fix() + "\n")
                .collect(Collectors.joining());
    }

    private static String block(String language, String text) {
        return Text.block(language, Text.cut(text, MAX_SECTION));
    }
}
