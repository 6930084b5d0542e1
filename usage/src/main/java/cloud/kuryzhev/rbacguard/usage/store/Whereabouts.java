package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.User;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pods and nodes that one subject was seen from, and when last. */
final class Whereabouts {

    /** What an extra of a token stands for in the store. */
    private static final Map<String, String> KINDS = Map.of(User.POD_NAME, "pod", User.NODE_NAME, "node");

    /** What a place takes, with a name as long as they come. */
    private static final int WEIGHT = 400;

    /** @param kind {@code pod} or {@code node} */
    record Place(String kind, String name) {}

    /** @param at in microseconds since 1970 UTC */
    record Sighting(Place place, long at) {}

    private static final class Latest {
        private long at = Long.MIN_VALUE;
    }

    private final Map<Place, Latest> places = new HashMap<>();
    private List<Latest> last = List.of();
    private @Nullable User lastUser;

    /** What it takes more of memory now, in bytes, roughly. */
    int add(User user, long at) {
        int before = places.size();
        if (!user.equals(lastUser)) {
            lastUser = user;
            last = user.extra().isEmpty() ? List.of() : latest(user);
        }
        for (Latest one : last) {
            one.at = Math.max(one.at, at);
        }
        return (places.size() - before) * WEIGHT;
    }

    private List<Latest> latest(User user) {
        List<Latest> found = new ArrayList<>();
        KINDS.forEach((extra, kind) -> {
            for (String name : user.extra().getOrDefault(extra, List.of())) {
                found.add(places.computeIfAbsent(new Place(kind, Columns.storable(name)), _ -> new Latest()));
            }
        });
        return found;
    }

    /** The latest of {@code kind}, as many as are kept, in the order of their names. */
    List<Sighting> latest(String kind) {
        List<Sighting> all = new ArrayList<>();
        places.forEach((place, latest) -> {
            if (place.kind().equals(kind)) {
                all.add(new Sighting(place, latest.at));
            }
        });
        all.sort(Comparator.comparingLong(Sighting::at).reversed().thenComparing(sighting -> sighting.place()
                .name()));
        List<Sighting> kept = new ArrayList<>(all.subList(0, Math.min(SeenFrom.KEPT, all.size())));
        kept.sort(Comparator.comparing(sighting -> sighting.place().name()));
        return kept;
    }
}
