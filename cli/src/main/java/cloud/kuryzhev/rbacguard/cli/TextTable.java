package cloud.kuryzhev.rbacguard.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Columns under headings as kubectl prints them: as wide as their widest cell, three spaces between, the last one as it comes. */
public final class TextTable {

    private static final String GAP = "   ";

    private final List<List<String>> rows = new ArrayList<>();

    /** A table under these headings. */
    public TextTable(String... headings) {
        rows.add(List.of(headings));
    }

    /** Adds a row of as many cells as there are headings. */
    public void add(String... cells) {
        rows.add(List.of(cells));
    }

    /** The table, each line ended. */
    public String text() {
        return text(cell -> cell);
    }

    /** The same, the first column's cells coloured once they are padded. */
    public String text(UnaryOperator<String> firstColumn) {
        int[] widths = widths();
        var text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            text.append(line(rows.get(i), widths, i == 0 ? cell -> cell : firstColumn))
                    .append('\n');
        }
        return text.toString();
    }

    /** Measured once: a large cluster has a hundred thousand rows. */
    private int[] widths() {
        return IntStream.range(0, rows.getFirst().size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
    }

    private static String line(List<String> row, int[] widths, UnaryOperator<String> firstColumn) {
        var line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            boolean last = column == row.size() - 1;
            String cell = last ? row.get(column) : padded(row.get(column), widths[column]);
            line.append(column == 0 ? firstColumn.apply(cell) : cell).append(last ? "" : GAP);
        }
        return line.toString();
    }

    private static String padded(String cell, int width) {
        return cell + " ".repeat(width - cell.length());
    }
}
