package cloud.kuryzhev.rbacguard.cli.doctor;

import cloud.kuryzhev.rbacguard.cli.TextTable;
import cloud.kuryzhev.rbacguard.cli.doctor.Doctor.Line;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Help.Ansi;

/** For people: a table of what was seen, then what to do, the worst first. */
record DoctorText(Ansi ansi) {

    String of(List<Line> lines) {
        var table = new TextTable("VERDICT", "CHECK", "SEEN");
        lines.forEach(it -> table.add(it.verdict().toString(), it.check(), shown(it.seen())));
        return table.text(this::coloured)
                + Stream.of(Verdict.FAIL, Verdict.WARN, Verdict.UNKNOWN)
                        .flatMap(verdict -> lines.stream().filter(it -> it.verdict() == verdict))
                        .filter(it -> !it.fix().isEmpty())
                        .map(it -> "\n%s: %s\n  why: %s\n  do:  %s\n"
                                .formatted(it.check(), shown(it.seen()), it.why(), shown(it.fix())))
                        .distinct()
                        .collect(Collectors.joining())
                + "\n" + counted(lines) + "\n";
    }

    private String coloured(String verdict) {
        return switch (verdict.strip()) {
            case "fail" -> ansi.string("@|bold,red " + verdict + "|@");
            case "warn" -> ansi.string("@|yellow " + verdict + "|@");
            case "ok" -> ansi.string("@|green " + verdict + "|@");
            default -> verdict;
        };
    }

    private static String counted(List<Line> lines) {
        return Stream.of(Verdict.values())
                .map(verdict ->
                        lines.stream().filter(it -> it.verdict() == verdict).count() + " " + verdict)
                .collect(Collectors.joining(", "));
    }

    /** Names in it may be a stranger's. */
    private static String shown(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
