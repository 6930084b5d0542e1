package cloud.kuryzhev.rbacguard.kube;

import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.ClusterIndex;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.AnyNamespaceOperation;
import io.fabric8.kubernetes.client.informers.ExceptionHandler;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every role, binding and service account of the cluster, kept current by informers: after a watch that was cut or has expired they
 * list anew, and until then what was known last is what is known. Of each object only what it is judged by is kept.
 */
public final class ClusterCache implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterCache.class);

    /** So that a list of many thousands is never in memory whole. */
    private static final long PAGE = 1_000;

    private final ClusterIndex cluster = new ClusterIndex();
    private final Map<Subject.ServiceAccount, Instant> accounts = new ConcurrentHashMap<>();
    private final KubernetesClient client;
    private final Runnable onChange;
    private final RbacListener listener;
    private final List<Followed<?>> followed;

    /** Hears of each role and binding that is not any more what it was. */
    @FunctionalInterface
    public interface RbacListener {
        /** One of the two is there. What the first list has is no change. Runs on an informer's thread. */
        void changed(Optional<RbacObject> before, Optional<RbacObject> after);
    }

    /** Of which nobody needs to hear what was before. */
    public ClusterCache(KubernetesClient client, Runnable onChange) {
        this(client, onChange, (_, _) -> {});
    }

    /**
     * Starts to list and watch; does not wait for the API server.
     *
     * @param onChange runs at every change, on an informer's thread
     */
    public ClusterCache(KubernetesClient client, Runnable onChange, RbacListener listener) {
        this.client = WatchingClient.of(client);
        this.onChange = onChange;
        this.listener = listener;
        this.followed = List.of(
                rbac(this.client.rbac().clusterRoles()),
                rbac(this.client.rbac().clusterRoleBindings()),
                rbac(this.client.rbac().roles().inAnyNamespace()),
                rbac(this.client.rbac().roleBindings().inAnyNamespace()),
                start(this.client.serviceAccounts().inAnyNamespace(), (account, _) -> put(account), account -> {
                    cluster.remove(account(account));
                    accounts.remove(account(account));
                }));
    }

    /** Whether all five kinds were listed: before that it is a part of the truth. */
    public boolean hasSynced() {
        return followed.stream().allMatch(it -> it.handler().listed);
    }

    /** The cluster as it is known at each moment. */
    public Cluster cluster() {
        return cluster;
    }

    /** The cluster as it is known now. */
    public RbacSnapshot snapshot() {
        return RbacSnapshot.of(
                cluster.objects().toList(), cluster.serviceAccounts().toList());
    }

    /** Since when each service account is there. */
    public Map<Subject.ServiceAccount, Instant> accounts() {
        return Map.copyOf(accounts);
    }

    @Override
    public void close() {
        followed.forEach(it -> it.informer().close());
    }

    private <T extends HasMetadata> Followed<T> rbac(AnyNamespaceOperation<T, ?, ?> resources) {
        return start(
                resources,
                (changed, listed) ->
                        RbacResources.toModel(changed).map(Reduced::of).ifPresent(it -> put(it, listed)),
                deleted -> remove(RbacResources.key(deleted)));
    }

    private void put(RbacObject object, boolean listed) {
        Optional<RbacObject> before = cluster.object(object.key());
        cluster.put(object);
        if (listed) {
            listener.changed(before, Optional.of(object));
        }
    }

    private void remove(ObjectKey key) {
        Optional<RbacObject> before = cluster.object(key);
        cluster.remove(key);
        if (before.isPresent()) {
            listener.changed(before, Optional.empty());
        }
    }

    private <T extends HasMetadata> Followed<T> start(
            AnyNamespaceOperation<T, ?, ?> resources, Put<T> put, Consumer<T> remove) {
        var handler = new Handler<>(put, remove, onChange);
        SharedIndexInformer<T> informer = resources.withLimit(PAGE).runnableInformer(0);
        informer.removeNamespaceIndex()
                .itemStore(new ReducedStateItemStore<>(
                        ReducedStateItemStore.NAME_KEY_STATE,
                        informer.getApiTypeClass(),
                        client.getKubernetesSerialization()))
                .addEventHandler(handler)
                .exceptionHandler(retry(informer.getApiTypeClass().getSimpleName()));
        var _ = informer.start();
        return new Followed<>(informer, handler);
    }

    private void put(ServiceAccount account) {
        cluster.put(account(account));
        String created = account.getMetadata().getCreationTimestamp();
        if (created != null) {
            accounts.put(account(account), Instant.parse(created));
        }
    }

    private static Subject.ServiceAccount account(ServiceAccount account) {
        return new Subject.ServiceAccount(
                account.getMetadata().getNamespace(), account.getMetadata().getName());
    }

    /** Always again; a reason is said once, not at every attempt. */
    private static ExceptionHandler retry(String kind) {
        return new ExceptionHandler() {
            private volatile String last = "";

            @Override
            public boolean retryAfterException(boolean started, Throwable failure) {
                String why = String.valueOf(failure.getMessage());
                if (!why.equals(last)) {
                    LOG.warn("{} objects cannot be followed, trying again: {}", kind, why);
                }
                last = why;
                return true;
            }
        };
    }

    private record Followed<T extends HasMetadata>(SharedIndexInformer<T> informer, Handler<T> handler) {}

    /** Takes in one that is there. */
    private interface Put<T> {
        void accept(T object, boolean listed);
    }

    private static final class Handler<T> implements ResourceEventHandler<T> {
        private final Put<T> put;
        private final Consumer<T> remove;
        private final Runnable onChange;
        private volatile boolean listed;

        Handler(Put<T> put, Consumer<T> remove, Runnable onChange) {
            this.put = put;
            this.remove = remove;
            this.onChange = onChange;
        }

        @Override
        public void onAdd(T added) {
            put.accept(added, listed);
            onChange.run();
        }

        @Override
        public void onUpdate(T old, T updated) {
            put.accept(updated, listed);
            onChange.run();
        }

        @Override
        public void onDelete(T deleted, boolean finalStateUnknown) {
            remove.accept(deleted);
            onChange.run();
        }

        @Override
        public void onList(String resourceVersion, boolean remainedEmpty) {
            listed = true;
            onChange.run();
        }
    }
}
