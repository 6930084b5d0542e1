package cloud.kuryzhev.rbacguard.policy.yaml;

import cloud.kuryzhev.rbacguard.policy.PolicyReading.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects what is wrong with one text, and what is only worth knowing; each on one line, of very many the first. */
final class Problems {

    private static final int MOST_TOLD = 20;
    private static final int MOST_KEPT = 1_000;
    private static final int LONGEST = 300;
    private static final Comparator<Problem> IN_THE_TEXTS_ORDER =
            Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column);

    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> notes = new ArrayList<>();

    /** It makes the policy unusable. */
    void add(Node where, String message) {
        add(where.getStartMark(), message);
    }

    /** It makes the policy unusable; without a place, that is the text's first character. */
    void add(Optional<Mark> where, String message) {
        add(where.map(Mark::getLine).orElse(0) + 1, where.map(Mark::getColumn).orElse(0) + 1, message);
    }

    /** It makes the policy unusable; line and column count from 1. */
    void add(int line, int column, String message) {
        keep(problems, new Problem(line, column, oneLine(message)));
    }

    /** The policy can be used, but somebody should look. */
    void note(Node where, String message) {
        where.getStartMark()
                .ifPresent(
                        mark -> keep(notes, new Problem(mark.getLine() + 1, mark.getColumn() + 1, oneLine(message))));
    }

    List<Problem> problems() {
        return first(problems);
    }

    List<Problem> notes() {
        return first(notes);
    }

    private static void keep(List<Problem> list, Problem problem) {
        if (list.size() < MOST_KEPT) {
            list.add(problem);
        }
    }

    private static List<Problem> first(List<Problem> list) {
        return list.stream().sorted(IN_THE_TEXTS_ORDER).limit(MOST_TOLD).toList();
    }

    private static String oneLine(String message) {
        String line = message.replaceAll("\\p{Cntrl}+", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
