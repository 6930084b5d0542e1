package cloud.kuryzhev.rbacguard.cli.review;

import cloud.kuryzhev.rbacguard.cli.TextTable;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.PastDecision;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** How violations are shown to people. */
record Shown(Ansi ansi) {

    String table(Violations violations) {
        var table = new TextTable("SEVERITY", "NAMESPACE", "NAME", "OBJECT", "RULES", "UNUSED%", "PHASE", "REVIEW");
        violations
                .all()
                .forEach(it -> table.add(
                        plain(it.getSpec().severity()),
                        it.getMetadata().getNamespace(),
                        it.getMetadata().getName(),
                        object(it.getSpec()),
                        plain(String.join(",", it.getSpec().violatedRules())),
                        it.getSpec().gap() == null ? "" : it.getSpec().gap().unusedPercent() + "",
                        plain(Violations.phase(it)),
                        condition(it, "Reviewed")));
        return table.text();
    }

    String text(RBACViolation violation) {
        RBACViolationSpec spec = violation.getSpec();
        var lines = Stream.of(
                        Stream.of(
                                "RBACViolation " + Violations.id(violation) + ": " + object(spec),
                                "",
                                "  severity  " + spec.severity(),
                                "  phase     " + Violations.phase(violation)),
                        row("review    ", condition(violation, "Reviewed")),
                        row("reason    ", reason(spec)),
                        row("applied   ", condition(violation, "Remediated")),
                        decided(violation),
                        row("shadow    ", ShadowText.of(violation)),
                        row("subjects  ", String.join(", ", spec.subjects())),
                        row("evidence  ", evidence(spec)),
                        spec.findings().stream().flatMap(Shown::finding),
                        suggestion(spec),
                        omitted(spec))
                .flatMap(it -> it)
                .map(Shown::plain);
        return Stream.concat(lines, diff(spec.diff())).collect(Collectors.joining("\n", "", "\n"));
    }

    private static Stream<String> row(String label, String text) {
        return text.isEmpty() ? Stream.empty() : Stream.of("  " + label + text);
    }

    private static String reason(RBACViolationSpec spec) {
        return spec.review() == null || spec.review().reason() == null
                ? ""
                : spec.review().reason();
    }

    /** What was decided before, the newest first. */
    private static Stream<String> decided(RBACViolation violation) {
        List<PastDecision> decisions = violation.getStatus() == null
                ? List.of()
                : violation.getStatus().decisions();
        return decisions.reversed().stream()
                .map(it -> "  decided   " + it.decision() + " by " + it.by()
                        + (it.at() == null ? "" : " at " + it.at())
                        + (it.until() == null ? "" : ", until " + it.until())
                        + (it.reason() == null ? "" : ": " + it.reason()));
    }

    private static String evidence(RBACViolationSpec spec) {
        return spec.usage() == null
                ? ""
                : spec.usage().events() + " audit events from " + spec.usage().from() + " to "
                        + spec.usage().to();
    }

    private static Stream<String> finding(RBACViolationSpec.Finding it) {
        return Stream.of(
                "",
                it.severity() + " " + it.rule() + " at " + it.field(),
                "  " + it.reason(),
                "  Instead: " + it.fix());
    }

    private static Stream<String> suggestion(RBACViolationSpec spec) {
        return spec.suggestion() == null
                ? Stream.empty()
                : Stream.of("", "Suggestion: " + spec.suggestion().summary());
    }

    private static Stream<String> omitted(RBACViolationSpec spec) {
        return spec.omitted() == null ? Stream.empty() : Stream.of("Left out, for want of room: " + spec.omitted());
    }

    private Stream<String> diff(@Nullable String diff) {
        return diff == null
                ? Stream.empty()
                : Stream.concat(Stream.of(""), diff.lines().map(Shown::plain).map(this::coloured));
    }

    private String coloured(String line) {
        List<Style> styles =
                switch (line.isEmpty() ? ' ' : line.charAt(0)) {
                    case '+' -> List.of(Style.fg_green);
                    case '-' -> List.of(Style.fg_red);
                    case '@' -> List.of(Style.fg_cyan);
                    default -> List.of();
                };
        if (!ansi.enabled() || styles.isEmpty()) {
            return line;
        }
        Style[] all = styles.toArray(Style[]::new);
        return Style.on(all) + line + Style.off(all);
    }

    private static String object(RBACViolationSpec spec) {
        String namespace = spec.sourceNamespace() == null ? "" : spec.sourceNamespace() + "/";
        return plain(spec.sourceKind() + " " + namespace + spec.sourceName());
    }

    private static String condition(RBACViolation violation, String type) {
        return violation.getStatus() == null
                ? ""
                : violation.getStatus().conditions().stream()
                        .filter(it -> type.equals(it.getType()))
                        .map((Condition it) -> plain(it.getReason() + " " + it.getMessage()))
                        .findFirst()
                        .orElse("");
    }

    /** Without what could drive a terminal. */
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
