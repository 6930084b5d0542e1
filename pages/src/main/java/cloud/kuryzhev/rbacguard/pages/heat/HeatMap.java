package cloud.kuryzhev.rbacguard.pages.heat;

import static java.util.stream.Collectors.groupingBy;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec.PermissionState;
import cloud.kuryzhev.rbacguard.pages.heat.Cell.State;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Verbs;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is granted, resource by verb, and what of it was used.
 *
 * @param verbs of the columns, those of the Kubernetes API first, {@code *} last
 * @param rows in the order in which the role grants them, then what was used through its wildcards
 */
public record HeatMap(List<String> verbs, List<Row> rows) {

    private static final int MOST_ROWS = 5_000;
    private static final int MOST_VERBS = 24;

    public HeatMap {
        verbs = List.copyOf(verbs);
        rows = List.copyOf(rows);
    }

    /**
     * One resource or URL.
     *
     * @param cells one for each verb
     */
    public record Row(String target, List<Cell> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /**
     * The map of a role.
     *
     * @param rules of the live role; empty if it is gone: then it shows what the violation speaks of
     * @param stated the violation's verdicts
     * @param used what else is known, for what has no verdict
     */
    public static HeatMap of(Collection<PolicyRule> rules, Collection<PermissionState> stated, UsedRules used) {
        List<Stated> read = stated.stream().map(Stated::of).toList();
        Map<Asked, List<Stated>> verdicts = read.stream().collect(groupingBy(Stated::asked));
        var granted = new Granted(rules);
        if (rules.isEmpty()) {
            read.forEach(it -> granted.add(it.asked(), it.name()));
        }
        List<Asked> all = Stream.concat(granted.all().stream(), read.stream().map(Stated::asked))
                .toList();
        List<String> verbs = all.stream()
                .map(Asked::verb)
                .distinct()
                .sorted(Verbs.ORDER)
                .limit(MOST_VERBS)
                .toList();
        return new HeatMap(
                columns(verbs),
                all.stream()
                        .map(Asked::target)
                        .distinct()
                        .limit(MOST_ROWS)
                        .map(target -> new Row(
                                target.toString(),
                                columns(verbs).stream()
                                        .map(verb -> cell(new Asked(verb, target), granted, verdicts, used))
                                        .toList()))
                        .toList());
    }

    /** A wildcard is told apart from the verbs that it stands for. */
    private static List<String> columns(List<String> verbs) {
        return verbs.contains(Verbs.ALL)
                ? Stream.of(
                                Verbs.STANDARD.stream(),
                                verbs.stream().filter(it -> !it.equals(Verbs.ALL)),
                                Stream.of(Verbs.ALL))
                        .flatMap(it -> it)
                        .distinct()
                        .toList()
                : verbs;
    }

    private static Cell cell(Asked asked, Granted granted, Map<Asked, List<Stated>> verdicts, UsedRules used) {
        Collection<String> names = granted.names(asked);
        List<Asked> through = granted.through(asked);
        if (names.isEmpty() && through.isEmpty()) {
            return Cell.ABSENT;
        }
        Cell cell = Optional.ofNullable(verdicts.get(asked))
                .map(Cell::of)
                .or(() -> used.of(asked))
                .or(() -> ofWildcards(through, verdicts))
                .orElse(Cell.UNKNOWN);
        return through.isEmpty() ? cell.confinedTo(names) : cell;
    }

    /** What is said of a wildcard holds for what it stands for; that some of it was used says nothing of the rest. */
    private static Optional<Cell> ofWildcards(List<Asked> through, Map<Asked, List<Stated>> verdicts) {
        return through.stream()
                .flatMap(it -> Optional.ofNullable(verdicts.get(it)).map(Cell::of).stream()
                        .filter(cell -> cell.state() != State.USED)
                        .map(cell -> cell.state() == State.UNUSED ? Cell.of(State.UNUSED, "granted as " + it) : cell))
                .findFirst();
    }

    /** How many cells are in {@code state}. */
    public long count(State state) {
        return rows.stream()
                .flatMap(row -> row.cells().stream())
                .filter(it -> it.state() == state)
                .count();
    }
}
