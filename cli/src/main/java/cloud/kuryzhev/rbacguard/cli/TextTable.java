package cloud.kuryzhev.rbacguard.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

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
        var text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            text.append(line(rows.get(i), i == 0 ? cell -> cell : firstColumn)).append('\n');
        }
        return text.toString();
    }

    private String line(List<String> row, UnaryOperator<String> firstColumn) {
        var line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            boolean last = column == row.size() - 1;
            String cell = last ? row.get(column) : padded(row.get(column), column);
            line.append(column == 0 ? firstColumn.apply(cell) : cell).append(last ? "" : GAP);
        }
        return line.toString();
    }

    private String padded(String cell, int column) {
        int width =
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
        return cell + " ".repeat(width - cell.length());
    }
}
