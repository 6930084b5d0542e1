package cloud.kuryzhev.rbacguard.drift.backstop;

import cloud.kuryzhev.rbacguard.kube.backstop.Backstop;
import cloud.kuryzhev.rbacguard.policy.Policy;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the ValidatingAdmissionPolicies of the cluster in line with the policy in force, or removes them; for one thread. */
public final class BackstopStore {

    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("rbac-guard-drift-controller")
            .withForce(true)
            .build();
    private static final Logger LOG = LoggerFactory.getLogger(BackstopStore.class);

    private final KubernetesClient client;
    private final boolean enabled;
    private final Duration period;
    private final Clock clock;
    private Optional<Policy> written = Optional.empty();
    private Instant due = Instant.MIN;

    /**
     * Writes nothing yet.
     *
     * @param enabled whether there is to be a backstop; otherwise what an earlier one left is deleted
     * @param period how soon what others changed is put right
     */
    public BackstopStore(KubernetesClient client, boolean enabled, Duration period, Clock clock) {
        this.client = client;
        this.enabled = enabled;
        this.period = period;
        this.clock = clock;
    }

    /** Has the cluster refuse what {@code policy} refuses; returns how many objects could not be written. */
    public int bring(Policy policy) {
        boolean changed = !written.equals(Optional.of(policy));
        if (!changed && clock.instant().isBefore(due)) {
            return 0;
        }
        Backstop wanted = enabled ? Backstop.of(policy, clock.instant()) : Backstop.NONE;
        int failures = failures(wanted.objects(), this::apply) + failures(superfluous(wanted), this::delete);
        if (failures == 0) {
            if (changed) {
                LOG.info("{} objects in force as a backstop", wanted.objects().size());
            }
            written = Optional.of(policy);
            due = clock.instant().plus(period);
        }
        return failures;
    }

    private static List<String> superfluous(Backstop wanted) {
        return Backstop.NAMES.stream()
                .filter(name -> wanted.objects().stream()
                        .noneMatch(object -> object.getMetadata().getName().equals(name)))
                .toList();
    }

    private void apply(HasMetadata object) {
        client.resource(object).patch(APPLY);
    }

    private void delete(String name) {
        var admission = client.admissionRegistration().v1();
        admission.validatingAdmissionPolicyBindings().withName(name).delete();
        admission.validatingAdmissionPolicies().withName(name).delete();
    }

    private static <T> int failures(Collection<T> items, Consumer<T> write) {
        int failures = 0;
        for (T item : items) {
            try {
                write.accept(item);
            } catch (KubernetesClientException e) {
                failures++;
                LOG.warn("the backstop could not be written, and will be tried again: {}", e.getMessage());
            }
        }
        return failures;
    }
}
