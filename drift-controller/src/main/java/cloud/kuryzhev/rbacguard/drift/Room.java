package cloud.kuryzhev.rbacguard.drift;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an object well below what etcd stores (1.5 MB), and counts what has no room. More rows than anybody reads would only make it
 * unreadable.
 */
final class Room {

    /** Rows of one list. */
    static final int ROWS = 500;

    private static final int TEXT = 2_048;

    private final SortedMap<String, Integer> omitted = new TreeMap<>();

    /** The first {@code most} of {@code all}. */
    <T> List<T> first(int most, String field, List<T> all) {
        if (all.size() > most) {
            omitted.merge(field, all.size() - most, Integer::sum);
        }
        return all.stream().limit(most).toList();
    }

    /** None of {@code all}, which are too large together. */
    <T> List<T> none(String field, List<T> all) {
        return first(0, field, all);
    }

    /** What was left out, by field; null if nothing was. */
    @Nullable
    Map<String, Integer> omitted() {
        return omitted.isEmpty() ? null : omitted;
    }

    /** {@code text}, or its beginning. */
    static String cut(String text) {
        return text.length() <= TEXT ? text : text.substring(0, TEXT - 1) + "…";
    }
}
