package cloud.kuryzhev.rbacguard.pages.violation;

import com.github.difflib.text.DiffRow;
import com.github.difflib.text.DiffRowGenerator;
import java.util.List;
import java.util.Locale;

/**
 * Two texts side by side.
 *
 * @param cut how many lines are not shown
 */
record SideBySide(List<Line> lines, int cut) {

    private static final int MOST = 1500;

    private static final DiffRowGenerator GENERATOR =
            DiffRowGenerator.create().lineNormalizer(it -> it).build(); // the page escapes

    /** @param kind of the line: equal, insert, delete or change */
    record Line(String kind, YamlLine left, YamlLine right) {

        /** The sign that stands for the colour. */
        public String leftSign() {
            return kind.equals("equal") || left.isEmpty() ? "" : "−";
        }

        public String rightSign() {
            return kind.equals("equal") || right.isEmpty() ? "" : "+";
        }
    }

    static SideBySide of(String left, String right) {
        List<DiffRow> rows =
                GENERATOR.generateDiffRows(left.lines().toList(), right.lines().toList());
        return new SideBySide(
                rows.stream().limit(MOST).map(SideBySide::line).toList(), Math.max(0, rows.size() - MOST));
    }

    private static Line line(DiffRow row) {
        return new Line(
                row.getTag().name().toLowerCase(Locale.ROOT),
                YamlLine.of(row.getOldLine()),
                YamlLine.of(row.getNewLine()));
    }

    /** Whether there is any difference. */
    public boolean differs() {
        return lines.stream().anyMatch(it -> !it.kind().equals("equal"));
    }
}
