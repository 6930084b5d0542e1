package cloud.kuryzhev.rbacguard.policy.drift;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an API server served at one moment: what a wildcard stood for then.
 *
 * @param version of the server, such as {@code v1.36.3}
 * @param resources subresources among them, by API group and name; the first {@value #MOST}
 */
public record Discovery(String version, List<Served> resources) {

    private static final int MOST = 10_000;

    public Discovery {
        resources = resources.stream().distinct().sorted().limit(MOST).toList();
    }

    /**
     * A resource or subresource.
     *
     * @param resource {@code pods}, {@code pods/log}
     * @param verbs those that it answers to
     */
    public record Served(String apiGroup, String resource, boolean namespaced, SortedSet<String> verbs)
            implements Comparable<Served> {

        private static final Comparator<Served> ORDER = Comparator.comparing(Served::apiGroup)
                .thenComparing(Served::resource)
                .thenComparing(it -> it.verbs().toString());

        public Served {
            verbs = Collections.unmodifiableSortedSet(new TreeSet<>(verbs));
        }

        /** Of any verbs. */
        public Served(String apiGroup, String resource, boolean namespaced, Collection<String> verbs) {
            this(apiGroup, resource, namespaced, new TreeSet<>(verbs));
        }

        @Override
        public int compareTo(Served other) {
            return ORDER.compare(this, other);
        }
    }

    /** As people say it: {@code v1.36.3, 58 resources}; subresources are not counted. */
    @Override
    public String toString() {
        long count = resources.stream()
                .filter(it -> it.resource().indexOf('/') < 0)
                .map(it -> it.apiGroup() + "/" + it.resource())
                .distinct()
                .count();
        return version + ", " + count + " resources";
    }
}
