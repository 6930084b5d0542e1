package cloud.kuryzhev.rbacguard.kube.admission;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The little of an object that stamping and guarding look at; what its kind does not have is empty.
 *
 * @param uid {@code ""} before it is stored
 * @param annotations empty where it has none at all, which is another thing than an empty map to somebody who patches
 * @param review an RBACViolation's {@code spec.review}
 * @param automountToken a pod's {@code spec.automountServiceAccountToken} or a service account's {@code automountServiceAccountToken}
 * @param rest a digest of all the rest but what the API server itself counts up; equal for equal content
 */
public record ObjectFacts(
        String name,
        String uid,
        Optional<SortedMap<String, String>> annotations,
        Optional<SortedMap<String, String>> review,
        Optional<Boolean> automountToken,
        PodFacts pod,
        String rest) {

    public ObjectFacts {
        annotations = annotations.map(TreeMap::new).map(Collections::unmodifiableSortedMap);
        review = review.map(TreeMap::new).map(Collections::unmodifiableSortedMap);
    }

    /** The annotation, if it is there. */
    public Optional<String> annotation(String key) {
        return annotations.flatMap(all -> Optional.ofNullable(all.get(key)));
    }

    /**
     * How a pod comes by its token.
     *
     * @param serviceAccount {@code ""} stands for {@code default}
     */
    public record PodFacts(String serviceAccount, List<Volume> volumes, List<Container> containers) {

        static final PodFacts NONE = new PodFacts("", List.of(), List.of());

        public PodFacts {
            volumes = List.copyOf(volumes);
            containers = List.copyOf(containers);
        }
    }

    /**
     * A volume of a pod.
     *
     * @param sources the keys of its projected sources, in their order
     */
    public record Volume(String name, List<String> sources) {
        public Volume {
            sources = List.copyOf(sources);
        }
    }

    /**
     * A container of any sort.
     *
     * @param list the field it stands in: {@code containers}, {@code initContainers}
     */
    public record Container(String list, int index, List<Mount> mounts) {
        public Container {
            mounts = List.copyOf(mounts);
        }
    }

    /** Where a container finds a volume. */
    public record Mount(String volume, String path) {}
}
