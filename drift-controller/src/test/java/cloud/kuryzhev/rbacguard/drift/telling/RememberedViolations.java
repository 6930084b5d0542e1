package cloud.kuryzhev.rbacguard.drift.telling;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cluster's violations, in memory: they outlive a teller. */
final class RememberedViolations implements Violations {

    private final Map<Place, RBACViolation> violations = new LinkedHashMap<>();
    private boolean refusingToRecord;

    /** Also a changed one keeps what was told of it. */
    void put(RBACViolation violation) {
        RBACViolation before = violations.put(Place.of(violation), violation);
        if (before != null) {
            violation.getMetadata().setAnnotations(before.getMetadata().getAnnotations());
        }
    }

    void refuseToRecord(boolean refuse) {
        refusingToRecord = refuse;
    }

    @Override
    public Optional<RBACViolation> find(Place place) {
        return Optional.ofNullable(violations.get(place));
    }

    @Override
    public List<RBACViolation> in(String namespace) {
        return violations.values().stream()
                .filter(it -> it.getMetadata().getNamespace().equals(namespace))
                .toList();
    }

    @Override
    public void record(RBACViolation violation, String sink, Told told) {
        if (refusingToRecord) {
            throw new KubernetesClientException("the API server is away");
        }
        RBACViolation stored = violations.get(Place.of(violation));
        if (stored != null) {
            var annotations = new HashMap<String, String>();
            if (stored.getMetadata().getAnnotations() != null) {
                annotations.putAll(stored.getMetadata().getAnnotations());
            }
            annotations.put(Told.annotation(sink), told.value());
            stored.getMetadata().setAnnotations(annotations);
        }
    }
}
