package cloud.kuryzhev.rbacguard.kube;

import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.PolicyReading;
import cloud.kuryzhev.rbacguard.policy.PolicyReading.Problem;
import cloud.kuryzhev.rbacguard.policy.yaml.PolicyReader;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy in force, from ConfigMap {@code kube-system/rbac-audit-policy}, key {@code policy.yaml}, followed as it is edited.
 *
 * <p>A text that cannot be used changes nothing: the last good policy stays in force, or the default one if there was none yet. Without
 * the ConfigMap, or the key, the default policy is in force.
 */
public final class PolicySource implements AutoCloseable {

    /** Where the ConfigMap is. */
    public static final String NAMESPACE = "kube-system";

    /** Its name. */
    public static final String NAME = "rbac-audit-policy";

    /** Its one key. */
    public static final String KEY = "policy.yaml";

    private static final Logger LOG = LoggerFactory.getLogger(PolicySource.class);

    /**
     * What is in force.
     *
     * @param hash of the policy
     * @param problems of the text that stands in the ConfigMap now; empty if it is the one in force
     * @param notes what somebody should look at in the text that is in force
     */
    public record State(Policy policy, String hash, List<Problem> problems, List<Problem> notes) {

        /** Before anything is read, and without the ConfigMap. */
        public static final State DEFAULT = of(Policy.DEFAULT, List.of());

        public State {
            problems = List.copyOf(problems);
            notes = List.copyOf(notes);
        }

        /** A policy that is in force as it stands in the ConfigMap. */
        public static State of(Policy policy, List<Problem> notes) {
            return new State(policy, policy.hash(), List.of(), notes);
        }

        /** The same policy, and a text beside it that cannot be used. */
        State with(List<Problem> problems) {
            return new State(policy, hash, problems, notes);
        }
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.DEFAULT);
    private final Clock clock;
    private final Consumer<State> listener;
    private final SharedIndexInformer<ConfigMap> informer;
    private volatile String lastFailure = "";
    private volatile boolean heard;
    private volatile boolean synced;

    /**
     * Starts to follow the ConfigMap; does not wait for the API server.
     *
     * @param listener told of every change, also of one to a text that cannot be used
     */
    public PolicySource(KubernetesClient client, Consumer<State> listener) {
        this(client, Clock.systemUTC(), listener);
    }

    /** The same by another clock, which says what has expired. */
    public PolicySource(KubernetesClient client, Clock clock, Consumer<State> listener) {
        this.clock = clock;
        this.listener = listener;
        this.informer = WatchingClient.of(client)
                .configMaps()
                .inNamespace(NAMESPACE)
                .withName(NAME)
                .runnableInformer(0)
                .addEventHandler(new Handler())
                .exceptionHandler((_, failure) -> retry(failure));
        var _ = informer.start();
    }

    /** What is in force now. */
    public State state() {
        return state.get();
    }

    /** Whether the ConfigMap was read, or found absent, since the start: before that the default policy is a guess. */
    public boolean hasSynced() {
        if (!synced) {
            // the informer has the ConfigMap a moment before the handler has read it
            synced =
                    informer.hasSynced() && (heard || informer.getStore().list().isEmpty());
        }
        return synced;
    }

    @Override
    public void close() {
        informer.close();
    }

    private boolean retry(Throwable failure) {
        String why = String.valueOf(failure.getMessage());
        if (!why.equals(lastFailure)) {
            LOG.warn("ConfigMap {}/{} cannot be followed, trying again: {}", NAMESPACE, NAME, why);
        }
        lastFailure = why;
        return true;
    }

    private void read(String yaml) {
        State next =
                switch (PolicyReader.read(yaml, clock.instant())) {
                    case PolicyReading.Usable usable -> State.of(usable.policy(), usable.notes());
                    case PolicyReading.Unusable unusable -> {
                        LOG.warn(
                                "ConfigMap {}/{} cannot be used; the last good policy stays in force. {}",
                                NAMESPACE,
                                NAME,
                                unusable.message());
                        yield state.get().with(unusable.problems());
                    }
                };
        set(next);
    }

    private void set(State next) {
        State last = state.getAndSet(next);
        heard = true;
        if (!last.policy().equals(next.policy())) {
            LOG.info("policy {} in force: {}", next.hash(), next.policy());
            next.notes().forEach(note -> LOG.warn("{}", note));
        }
        listener.accept(next);
    }

    private final class Handler implements ResourceEventHandler<ConfigMap> {
        @Override
        public void onAdd(ConfigMap configMap) {
            changed(configMap);
        }

        @Override
        public void onUpdate(ConfigMap old, ConfigMap configMap) {
            changed(configMap);
        }

        @Override
        public void onDelete(ConfigMap configMap, boolean finalStateUnknown) {
            set(State.DEFAULT);
        }

        private void changed(ConfigMap configMap) {
            if (configMap.getData() == null || !configMap.getData().containsKey(KEY)) {
                set(State.DEFAULT);
            } else {
                read(configMap.getData().get(KEY));
            }
        }
    }
}
