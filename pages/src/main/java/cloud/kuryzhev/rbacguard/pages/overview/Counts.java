package cloud.kuryzhev.rbacguard.pages.overview;

import cloud.kuryzhev.rbacguard.policy.Severity;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Open violations by severity and namespace.
 *
 * @param severities of the columns, the worst first
 * @param rows the namespaces with the worst, at most {@value #SHOWN}
 * @param more how many namespaces more there are
 */
record Counts(List<String> severities, List<Row> rows, List<Long> totals, int more) {

    private static final int SHOWN = 15;
    private static final List<String> WORST_FIRST = Arrays.stream(Severity.values())
            .sorted(Comparator.reverseOrder())
            .map(Severity::toString)
            .toList();

    Counts {
        severities = List.copyOf(severities);
        rows = List.copyOf(rows);
        totals = List.copyOf(totals);
    }

    /** One namespace. */
    record Row(String namespace, List<Long> counts) {
        Row {
            counts = List.copyOf(counts);
        }
    }

    static Counts of(Collection<Standing> open) {
        List<Row> rows = open.stream().collect(Collectors.groupingBy(Standing::namespace)).entrySet().stream()
                .map(it -> new Row(it.getKey(), counts(it.getValue())))
                .sorted(Counts::byWorst)
                .toList();
        return new Counts(
                WORST_FIRST, rows.stream().limit(SHOWN).toList(), counts(open), Math.max(0, rows.size() - SHOWN));
    }

    private static List<Long> counts(Collection<Standing> all) {
        return WORST_FIRST.stream()
                .map(severity -> all.stream()
                        .filter(it -> it.severity().equals(severity))
                        .count())
                .toList();
    }

    private static int byWorst(Row one, Row other) {
        for (int i = 0; i < WORST_FIRST.size(); i++) {
            int order = Long.compare(other.counts().get(i), one.counts().get(i));
            if (order != 0) {
                return order;
            }
        }
        return one.namespace().compareTo(other.namespace());
    }
}
