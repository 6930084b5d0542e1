package cloud.kuryzhev.rbacguard.pages.heat;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one verb on one resource, all names and namespaces together.
 *
 * @param last use, where it was used and is known when
 * @param count of uses; 0 where it is not known
 * @param remark why it cannot be seen, or what else there is to say; {@code ""} if nothing
 * @param names that the grant is confined to; empty if to none
 */
public record Cell(State state, Optional<Instant> last, long count, String remark, List<String> names) {

    private static final int NAMED = 3;

    /** The verdict. */
    public enum State {
        /** Not granted. */
        ABSENT,
        USED,
        UNUSED,
        /** Granted, and no audit log shows its use. */
        UNOBSERVABLE,
        /** Granted, and no verdict on it was stored. */
        UNKNOWN
    }

    static final Cell ABSENT = new Cell(State.ABSENT, Optional.empty(), 0, "", List.of());

    static final Cell UNKNOWN = of(State.UNKNOWN, "the violation has no room for a verdict on this");

    public Cell {
        names = List.copyOf(names);
    }

    static Cell of(State state, String remark) {
        return new Cell(state, Optional.empty(), 0, remark, List.of());
    }

    static Cell used(Optional<Instant> last, long count, String remark) {
        return new Cell(State.USED, last, count, remark, List.of());
    }

    /** Of all verdicts on it: used if any of it was, and unobservable if any of the rest cannot be seen. */
    static Cell of(Collection<Stated> stated) {
        List<Stated> widest = stated.stream()
                .filter(it -> stated.stream().noneMatch(other -> other.covers(it) && !it.covers(other)))
                .toList();
        List<Stated> used = widest.stream().filter(Stated::isUsed).toList();
        if (!used.isEmpty()) {
            return used(
                    used.stream().flatMap(it -> it.lastUsed().stream()).max(Instant::compareTo),
                    used.stream().mapToLong(Stated::count).sum(),
                    rest(widest.stream().filter(it -> !it.isUsed()).toList()));
        }
        return widest.stream()
                .filter(Stated::isUnobservable)
                .findFirst()
                .map(it -> of(State.UNOBSERVABLE, it.reason()))
                .orElseGet(() -> of(State.UNUSED, widest.getFirst().reason()));
    }

    private static String rest(List<Stated> others) {
        if (others.isEmpty()) {
            return "";
        }
        String first = String.join(
                "; ", others.stream().limit(NAMED).map(Stated::where).toList());
        return "not seen used: " + first + (others.size() > NAMED ? "; and " + (others.size() - NAMED) + " more" : "");
    }

    Cell confinedTo(Collection<String> to) {
        return new Cell(state, last, count, remark, to.contains("") ? List.of() : List.copyOf(to));
    }
}
