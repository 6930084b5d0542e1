package cloud.kuryzhev.rbacguard.cli.report;

import static j2html.TagCreator.body;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.head;
import static j2html.TagCreator.html;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.li;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.style;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.title;
import static j2html.TagCreator.tr;
import static j2html.TagCreator.ul;

import cloud.kuryzhev.rbacguard.cli.scan.FoundIssue;
import j2html.tags.DomContent;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** For people: one page without scripts or anything from elsewhere, which prints well. */
final class HtmlEvidence {

    private static final String TITLE = "RBAC evidence";

    private static final String CSS = """
            body { font: 14px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; color: #1b1f24; }
            table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem; }
            th, td { border: 1px solid #d0d7de; padding: .35rem .6rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
            th { background: #f6f8fa; }
            .findings { color: #a40e26; font-weight: 600; }
            .nothing { color: #116329; }
            .open { color: #7d4e00; }
            @media print { body { margin: 0; max-width: none; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
            """;

    private HtmlEvidence() {}

    static String text(Evidence evidence) {
        return "<!DOCTYPE html>\n"
                + html(
                                head(
                                        meta().withCharset("utf-8"),
                                        meta().withName("viewport").withContent("width=device-width"),
                                        title(TITLE),
                                        style(rawHtml(CSS))),
                                body(
                                        h1(TITLE),
                                        about(evidence),
                                        each(Arrays.asList(Control.Framework.values()), it -> framework(it, evidence)),
                                        section(
                                                "Findings",
                                                "Everything that was found against a control above.",
                                                List.of("severity", "rule", "object", "where", "why", "instead"),
                                                findings(evidence)),
                                        section(
                                                "Exemptions in force",
                                                "What the policy excuses for a time, and who answers for it.",
                                                List.of("rules", "until", "owner", "reason"),
                                                exemptions(evidence)),
                                        section(
                                                "Decisions",
                                                "What people decided about violations; the name is stamped by the API server's admission.",
                                                List.of("object", "decision", "by", "at", "reason", "phase"),
                                                decisions(evidence)),
                                        notRead(evidence)))
                        .withLang("en")
                        .render();
    }

    private static DomContent about(Evidence evidence) {
        return ul(
                li("Looked at: " + evidence.scope() + ", "
                        + evidence.scan().objects().size() + " roles and bindings, at " + evidence.at()),
                li("Policy " + evidence.policy().hash() + ", mode "
                        + evidence.policy().mode()),
                li("“Nothing found” says that no rule listed beside a control found anything at that time; whether that"
                        + " satisfies the control is for an auditor to say."));
    }

    private static DomContent framework(Control.Framework framework, Evidence evidence) {
        return section(
                framework.title(),
                "",
                List.of("control", "asks that", "result", "rules"),
                evidence.assessments().stream()
                        .filter(it -> it.control().framework() == framework)
                        .map(HtmlEvidence::row));
    }

    private static DomContent row(Assessment it) {
        String rules = String.join(", ", new TreeSet<>(it.control().rules()));
        String off = it.off().isEmpty() ? "" : "; off: " + String.join(", ", it.off());
        String many = it.findings().isEmpty() ? "" : it.findings().size() + " ";
        return tr(
                td(it.control().id()),
                td(it.control().asks()),
                td(many + it.result()).withClass(css(it.result())),
                td(rules + off + it.control().note()));
    }

    private static String css(Assessment.Result result) {
        return switch (result) {
            case FINDINGS -> "findings";
            case NOTHING_FOUND -> "nothing";
            case PARTLY_ASSESSED, NOT_ASSESSED -> "open";
        };
    }

    private static Stream<DomContent> findings(Evidence evidence) {
        return evidence.assessments().stream()
                .flatMap(it -> it.findings().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new))
                .stream()
                .map(HtmlEvidence::row);
    }

    private static DomContent row(FoundIssue it) {
        return cells(
                it.finding().severity().toString(),
                it.finding().rule(),
                it.object().toString(),
                it.where().file().isEmpty()
                        ? it.finding().field()
                        : it.where().file() + ":" + it.where().line(),
                it.finding().reason(),
                it.finding().fix());
    }

    private static Stream<DomContent> exemptions(Evidence evidence) {
        return evidence.exemptions().stream()
                .map(it -> cells(String.join(", ", it.rules()), it.until().toString(), it.owner(), it.reason()));
    }

    private static Stream<DomContent> decisions(Evidence evidence) {
        return evidence.decisions().stream()
                .map(it -> cells(it.object(), it.decision(), it.by(), it.at(), it.reason(), it.phase()));
    }

    private static DomContent notRead(Evidence evidence) {
        var errors = evidence.scan().errors();
        return iff(!errors.isEmpty(), each(h2("Not read"), ul(each(errors, it -> li(it.toString())))));
    }

    private static DomContent section(String heading, String says, List<String> columns, Stream<DomContent> rows) {
        List<DomContent> all = rows.toList();
        return each(
                h2(heading),
                iff(!says.isEmpty(), p(says)),
                all.isEmpty() ? p("None.") : table(thead(tr(each(columns, it -> th(it)))), tbody(each(all, it -> it))));
    }

    private static DomContent cells(String... texts) {
        return tr(each(Arrays.asList(texts), it -> td(it)));
    }
}
