package cloud.kuryzhev.rbacguard.drift;

import static java.util.stream.Collectors.toMap;

import cloud.kuryzhev.rbacguard.drift.changes.History;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RbacChange;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.ShadowWatch;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
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
    private static final String NO_KIND =
            "the cluster has no CustomResourceDefinition rbacviolations.audit.kuryzhev.cloud, so nothing can"
                    + " be filed: kubectl apply --server-side --force-conflicts -f chart/crds";
    private static final Logger LOG = LoggerFactory.getLogger(ViolationStore.class);

    private final KubernetesClient client;
    private final Duration retention;
    private final Duration noted;

    @Autowired
    ViolationStore(KubernetesClient client, DriftProperties properties) {
        this(client, properties.violations().retention(), properties.changes().retention());
    }

    /** @param retention how long a resolved violation stays */
    ViolationStore(KubernetesClient client, Duration retention) {
        this(client, retention, retention);
    }

    private ViolationStore(KubernetesClient client, Duration retention, Duration noted) {
        this.client = client;
        this.retention = retention;
        this.noted = noted;
    }

    /**
     * What came of it.
     *
     * @param filed every violation as it stands now
     * @param failures how many objects could not be written
     */
    record Outcome(List<Filed> filed, List<ViolationChange> changes, int failures) {}

    /**
     * A violation as it stands in the cluster.
     *
     * @param found as it was found by this cycle; empty if it was not
     */
    record Filed(RBACViolation violation, Optional<DesiredViolation> found, Optional<ViolationChange> change) {}

    /** @param filed empty where it failed, and where the violation was removed */
    private record Attempt(Optional<Filed> filed, boolean failed) {}

    private record Name(String namespace, String name) {
        static Name of(RBACViolation violation) {
            return new Name(
                    violation.getMetadata().getNamespace(),
                    violation.getMetadata().getName());
        }

        static Name of(DesiredViolation violation) {
            return new Name(violation.namespace(), violation.name());
        }
    }

    /** {@link #reconcile(List, List, List, ShadowWatches, Instant)} where nothing was changed. */
    Outcome reconcile(
            List<RBACViolation> existing, List<DesiredViolation> desired, ShadowWatches shadows, Instant now) {
        return reconcile(existing, desired, List.of(), shadows, now);
    }

    /**
     * Creates what is missing, updates what differs, resolves what was not found again, and removes what was resolved long ago.
     *
     * @param changed objects with nothing but their latest changes, which are added to what is known of them
     */
    Outcome reconcile(
            List<RBACViolation> existing,
            List<DesiredViolation> desired,
            List<DesiredViolation> changed,
            ShadowWatches shadows,
            Instant now) {
        Map<Name, RBACViolation> gone = new HashMap<>(existing.stream().collect(toMap(Name::of, it -> it)));
        Map<Name, DesiredViolation> news = new HashMap<>(changed.stream().collect(toMap(Name::of, it -> it)));
        var writes = new ArrayList<Callable<Attempt>>();
        for (DesiredViolation found : desired) {
            RBACViolation stored = gone.remove(Name.of(found));
            DesiredViolation wanted = found.with(changes(stored, news.remove(Name.of(found))));
            writes.add(() -> attempt(wanted.name(), () -> Optional.of(bring(wanted, stored, shadows, now))));
        }
        for (RBACViolation stored : gone.values()) {
            List<RbacChange> changes = changes(stored, news.remove(Name.of(stored)));
            writes.add(() -> attempt(stored.getMetadata().getName(), () -> resolve(stored, changes, now)));
        }
        for (DesiredViolation fresh : news.values()) {
            writes.add(() -> attempt(fresh.name(), () -> Optional.of(bring(fresh, null, shadows, now))));
        }
        return outcome(ConcurrentWrites.run(writes));
    }

    private static Outcome outcome(List<Attempt> attempts) {
        List<Filed> filed = attempts.stream().flatMap(it -> it.filed().stream()).toList();
        return new Outcome(
                filed, filed.stream().flatMap(it -> it.change().stream()).toList(), (int)
                        attempts.stream().filter(Attempt::failed).count());
    }

    /**
     * Every violation that this controller made.
     *
     * @throws IllegalStateException that says what to do, if the cluster knows no violations
     */
    List<RBACViolation> list() {
        try {
            return client.resources(RBACViolation.class).inAnyNamespace().list().getItems().stream()
                    .filter(violation -> violation.getSpec() != null)
                    .toList();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                throw new IllegalStateException(NO_KIND, e);
            }
            throw e;
        }
    }

    /**
     * Writes a status of {@code read}, unless somebody has written the violation since.
     *
     * @throws KubernetesClientException 409 if somebody has
     */
    RBACViolation write(RBACViolation read, RBACViolationStatus status) {
        return applyStatus(read, status, read.getMetadata().getResourceVersion());
    }

    /** One object that cannot be written must not keep the others from being written. */
    private static Attempt attempt(String name, Supplier<Optional<Filed>> write) {
        try {
            return new Attempt(write.get(), false);
        } catch (KubernetesClientException e) {
            LOG.warn("RBACViolation {} could not be written, and will be tried again: {}", name, e.getMessage());
            return new Attempt(Optional.empty(), true);
        }
    }

    private Filed bring(DesiredViolation wanted, @Nullable RBACViolation stored, ShadowWatches shadows, Instant now) {
        boolean same = stored != null && Evidence.isSame(stored.getSpec(), wanted.spec());
        RBACViolation applied = stored != null && same ? stored : applySpec(wanted);
        RBACViolationStatus before = stored == null ? null : stored.getStatus();
        ShadowWatch shadow = shadows.next(
                before == null ? null : before.shadow(),
                stored == null ? null : stored.getSpec().suggestion(),
                wanted.spec().suggestion());
        RBACViolation told = live(applied, Optional.of(ViolationContent.of(wanted.spec())), before, shadow, now);
        return new Filed(told, Optional.of(wanted), Optional.ofNullable(change(stored, told, same)));
    }

    private boolean isOver(RBACViolation stored, Instant now) {
        return phase(stored).equals(RBACViolationStatus.NOTED)
                ? History.isOver(stored.getSpec().changes(), noted, now)
                : ViolationStatuses.isOver(stored.getStatus(), retention, now);
    }

    private static @Nullable ViolationChange change(@Nullable RBACViolation stored, RBACViolation told, boolean same) {
        String before = phase(stored);
        if (phase(told).equals(RBACViolationStatus.NOTED)) {
            return null;
        }
        if (stored == null || before.isEmpty() || before.equals(RBACViolationStatus.RESOLVED)) {
            return new ViolationChange.Opened(told);
        }
        List<String> rules = stored.getSpec().violatedRules();
        if (!before.equals(phase(told))) {
            return new ViolationChange.Moved(told, rules);
        }
        return same ? null : new ViolationChange.Updated(told, rules);
    }

    private static List<RbacChange> changes(@Nullable RBACViolation stored, @Nullable DesiredViolation changed) {
        List<RbacChange> known = stored == null ? List.of() : stored.getSpec().changes();
        return changed == null ? known : History.merged(known, changed.spec().changes());
    }

    /** Empty where it is removed. */
    private Optional<Filed> resolve(RBACViolation stored, List<RbacChange> changes, Instant now) {
        if (isOver(stored, now)) {
            client.resource(stored).lockResourceVersion().delete();
            return Optional.empty();
        }
        RBACViolation applied = stored.getSpec().changes().equals(changes)
                ? stored
                : applySpec(new DesiredViolation(
                        stored.getMetadata().getNamespace(),
                        stored.getMetadata().getName(),
                        stored.getSpec().withoutReview().withChanges(changes)));
        RBACViolation told = live(applied, Optional.empty(), stored.getStatus(), null, now);
        if (phase(stored).equals(phase(told))) {
            return Optional.of(new Filed(told, Optional.empty(), Optional.empty()));
        }
        ViolationChange change = phase(told).equals(RBACViolationStatus.RESOLVED)
                ? new ViolationChange.Resolved(told)
                : new ViolationChange.Moved(told, told.getSpec().violatedRules());
        return Optional.of(new Filed(told, Optional.empty(), Optional.of(change)));
    }

    private RBACViolation live(
            RBACViolation object,
            Optional<String> content,
            @Nullable RBACViolationStatus before,
            @Nullable ShadowWatch shadow,
            Instant now) {
        var look = new ViolationLife.Look(
                content,
                object.getSpec().violatedRules(),
                object.getSpec().review(),
                object.getMetadata().getGeneration(),
                shadow);
        RBACViolationStatus next = ViolationLife.next(before, look, now);
        return next.equals(before) ? object : applyStatus(object, next, null);
    }

    private static String phase(@Nullable RBACViolation violation) {
        RBACViolationStatus status = violation == null ? null : violation.getStatus();
        return status == null || status.phase() == null ? "" : status.phase();
    }

    private RBACViolation applySpec(DesiredViolation wanted) {
        RBACViolation object = object(wanted.namespace(), wanted.name(), wanted.spec(), null);
        return client.resource(object).patch(APPLY);
    }

    private RBACViolation applyStatus(
            RBACViolation stored, RBACViolationStatus status, @Nullable String resourceVersion) {
        RBACViolation object = object(
                stored.getMetadata().getNamespace(),
                stored.getMetadata().getName(),
                stored.getSpec().withoutReview(), // not this controller's to own
                status);
        object.getMetadata().setResourceVersion(resourceVersion);
        return client.resource(object).subresource("status").patch(APPLY);
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
