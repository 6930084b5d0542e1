package cloud.kuryzhev.rbacguard.drift;

import static java.util.stream.Collectors.toMap;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Brings the RBACViolation objects of the cluster in line with what was found, by server-side apply, and writes nothing else. */
@Component
final class ViolationStore {

    /** Owns every field that this controller writes. */
    static final String FIELD_MANAGER = "rbac-guard-drift-controller";

    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(FIELD_MANAGER)
            .withForce(true)
            .build();
    private static final Logger LOG = LoggerFactory.getLogger(ViolationStore.class);

    private final KubernetesClient client;

    ViolationStore(KubernetesClient client) {
        this.client = client;
    }

    /**
     * What came of it.
     *
     * @param failures how many objects could not be written
     */
    record Outcome(List<ViolationChange> changes, int failures) {}

    private record Name(String namespace, String name) {
        static Name of(RBACViolation violation) {
            return new Name(
                    violation.getMetadata().getNamespace(),
                    violation.getMetadata().getName());
        }
    }

    /** Creates what is missing, updates what differs, and resolves what was not found again. */
    Outcome reconcile(List<DesiredViolation> desired, Instant now) {
        Map<Name, RBACViolation> gone = new HashMap<>(existing());
        var changes = new ArrayList<ViolationChange>();
        int failures = 0;
        for (DesiredViolation wanted : desired) {
            RBACViolation stored = gone.remove(new Name(wanted.namespace(), wanted.name()));
            failures += attempt(wanted.name(), () -> bring(wanted, stored, now), changes);
        }
        for (RBACViolation stored : gone.values()) {
            failures += attempt(stored.getMetadata().getName(), () -> resolve(stored, now), changes);
        }
        return new Outcome(changes, failures);
    }

    private Map<Name, RBACViolation> existing() {
        return client.resources(RBACViolation.class).inAnyNamespace().list().getItems().stream()
                .filter(violation -> violation.getSpec() != null) // not made by this controller
                .collect(toMap(Name::of, violation -> violation));
    }

    /** One object that cannot be written must not keep the others from being written. */
    private static int attempt(String name, Supplier<Optional<ViolationChange>> write, List<ViolationChange> changes) {
        try {
            write.get().ifPresent(changes::add);
            return 0;
        } catch (KubernetesClientException e) {
            LOG.warn("RBACViolation {} could not be written, and will be tried again: {}", name, e.getMessage());
            return 1;
        }
    }

    private Optional<ViolationChange> bring(DesiredViolation wanted, @Nullable RBACViolation stored, Instant now) {
        if (stored == null) {
            return Optional.of(new ViolationChange.Opened(open(applySpec(wanted), null, now)));
        }
        RBACViolationStatus status = stored.getStatus();
        boolean open = status != null && RBACViolationStatus.OPEN.equals(status.phase());
        if (Evidence.isSame(stored.getSpec(), wanted.spec())) {
            return open ? Optional.empty() : Optional.of(new ViolationChange.Opened(open(stored, status, now)));
        }
        RBACViolation told = open(applySpec(wanted), status, now);
        return Optional.of(
                open
                        ? new ViolationChange.Updated(told, stored.getSpec().violatedRules())
                        : new ViolationChange.Opened(told));
    }

    private RBACViolation open(RBACViolation applied, @Nullable RBACViolationStatus last, Instant now) {
        return applyStatus(applied, ViolationStatuses.open(last, applied, now));
    }

    private Optional<ViolationChange> resolve(RBACViolation stored, Instant now) {
        RBACViolationStatus status = stored.getStatus();
        if (status != null && RBACViolationStatus.RESOLVED.equals(status.phase())) {
            return Optional.empty();
        }
        return Optional.of(
                new ViolationChange.Resolved(applyStatus(stored, ViolationStatuses.resolved(status, stored, now))));
    }

    private RBACViolation applySpec(DesiredViolation wanted) {
        RBACViolation object = object(wanted.namespace(), wanted.name(), wanted.spec(), null);
        return client.resource(object).patch(APPLY, object);
    }

    private RBACViolation applyStatus(RBACViolation stored, RBACViolationStatus status) {
        RBACViolation object = object(
                stored.getMetadata().getNamespace(),
                stored.getMetadata().getName(),
                stored.getSpec().withoutReview(), // not this controller's to own
                status);
        return client.resource(object).subresource("status").patch(APPLY, object);
    }

    private static RBACViolation object(
            String namespace, String name, RBACViolationSpec spec, @Nullable RBACViolationStatus status) {
        var violation = new RBACViolation();
        violation.setMetadata(
                new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
        violation.setSpec(spec);
        violation.setStatus(status);
        return violation;
    }
}
