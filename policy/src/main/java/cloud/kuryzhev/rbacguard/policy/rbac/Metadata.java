package cloud.kuryzhev.rbacguard.policy.rbac;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The part of an object's metadata that it is judged by.
 *
 * @param created {@link Instant#MAX} for an object that is not stored yet
 */
public record Metadata(
        SortedMap<String, String> labels, SortedMap<String, String> annotations, Instant created, Origin origin) {

    /** Of an object that is not stored yet, and has neither labels nor annotations. */
    public static final Metadata NONE = createdAt(Instant.MAX);

    public Metadata {
        labels = kept(labels);
        annotations = kept(annotations);
    }

    /** Tens of thousands of bindings have none. */
    private static SortedMap<String, String> kept(SortedMap<String, String> strings) {
        return strings.isEmpty()
                ? Collections.emptySortedMap()
                : Collections.unmodifiableSortedMap(new TreeMap<>(strings));
    }

    /** Of an object of which nobody knows who made it. */
    public Metadata(SortedMap<String, String> labels, SortedMap<String, String> annotations, Instant created) {
        this(labels, annotations, created, Origin.UNKNOWN);
    }

    /** Of an object without labels and annotations. */
    public static Metadata createdAt(Instant created) {
        return new Metadata(Collections.emptySortedMap(), Collections.emptySortedMap(), created);
    }

    /** The same, with these labels. */
    public Metadata withLabels(Map<String, String> others) {
        return new Metadata(new TreeMap<>(others), annotations, created, origin);
    }

    /** The same, made so. */
    public Metadata withOrigin(Origin other) {
        return new Metadata(labels, annotations, created, other);
    }

    /** The same, with these annotations. */
    public Metadata withAnnotations(Map<String, String> others) {
        return new Metadata(labels, new TreeMap<>(others), created, origin);
    }
}
