package cloud.kuryzhev.rbacguard.pages.heat;

import cloud.kuryzhev.rbacguard.pages.heat.Cell.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A part of a heat map as the fragment {@code heat/table} shows it.
 *
 * @param remarks that the cells name by their number, from 1
 * @param part from 1
 */
public record HeatTable(
        List<String> verbs, List<Line> lines, List<String> remarks, int part, int parts, HeatMap whole) {

    /** So that a page stays readable, and below 400 KB. */
    static final int ROWS = 200;

    public HeatTable {
        verbs = List.copyOf(verbs);
        lines = List.copyOf(lines);
        remarks = List.copyOf(remarks);
    }

    /** One resource. */
    public record Line(String target, List<Shown> cells) {
        public Line {
            cells = List.copyOf(cells);
        }
    }

    /** One cell: its class, what stands in it, and what is said on hover. */
    public record Shown(String kind, String text, String hint) {}

    /**
     * Part {@code part} of {@code map}; the nearest there is, if there is none of that number.
     *
     * @param said a time as people say it
     * @param now to tell how recent a use is
     */
    public static HeatTable of(HeatMap map, int part, Function<Instant, String> said, Instant now) {
        int parts = Math.max(1, (map.rows().size() + ROWS - 1) / ROWS);
        int shown = Math.clamp(part, 1, parts);
        var remarks = new ArrayList<String>();
        List<Line> lines = map.rows().stream()
                .skip((shown - 1L) * ROWS)
                .limit(ROWS)
                .map(row -> new Line(
                        row.target(),
                        row.cells().stream()
                                .map(it -> shown(it, remarks, said, now))
                                .toList()))
                .toList();
        return new HeatTable(map.verbs(), lines, remarks, shown, parts, map);
    }

    private static Shown shown(Cell cell, List<String> remarks, Function<Instant, String> said, Instant now) {
        return new Shown(kind(cell, now), text(cell, said) + number(cell, remarks), hint(cell));
    }

    private static String kind(Cell cell, Instant now) {
        return switch (cell.state()) {
            case ABSENT -> "heat-absent";
            case UNUSED -> "heat-unused";
            case UNOBSERVABLE -> "heat-hidden";
            case UNKNOWN -> "heat-unknown";
            case USED ->
                "heat-used-"
                        + cell.last()
                                .map(it -> recency(Duration.between(it, now)))
                                .orElse(4);
        };
    }

    /** 1 is the latest. */
    private static int recency(Duration age) {
        return age.toDays() < 1 ? 1 : age.toDays() < 7 ? 2 : age.toDays() < 30 ? 3 : 4;
    }

    private static String text(Cell cell, Function<Instant, String> said) {
        return switch (cell.state()) {
                    case ABSENT -> "–";
                    case UNUSED -> "unused";
                    case UNOBSERVABLE -> "hidden";
                    case UNKNOWN -> "no verdict";
                    case USED ->
                        (cell.count() > 0 ? String.format(Locale.ROOT, "%,d×", cell.count()) : "used")
                                + cell.last().map(it -> ", " + said.apply(it)).orElse("");
                }
                + (cell.names().isEmpty() ? "" : ", by name");
    }

    private static String number(Cell cell, List<String> remarks) {
        if (cell.remark().isEmpty() || cell.state() == State.UNKNOWN) {
            return "";
        }
        if (!remarks.contains(cell.remark())) {
            remarks.add(cell.remark());
        }
        return " [" + (remarks.indexOf(cell.remark()) + 1) + "]";
    }

    private static String hint(Cell cell) {
        String names = cell.names().isEmpty()
                ? ""
                : "on the names "
                        + String.join(", ", cell.names().stream().limit(5).toList()) + " only";
        String when = cell.last().map(it -> "last used " + it).orElse("");
        return String.join(
                "; ",
                List.of(cell.state() == State.ABSENT ? "not granted" : "", when, cell.remark(), names).stream()
                        .filter(it -> !it.isEmpty())
                        .toList());
    }
}
