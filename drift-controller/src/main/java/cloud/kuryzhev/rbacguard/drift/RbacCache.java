package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.RbacResources;
import cloud.kuryzhev.rbacguard.kube.WatchingClient;
import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;

/** Every role and binding of the cluster, kept current by informers. */
final class RbacCache implements AutoCloseable {

    private final List<SharedIndexInformer<? extends HasMetadata>> informers;

    /**
     * Starts to list and watch; does not wait for the API server.
     *
     * @param onChange runs at every change, on an informer's thread
     */
    RbacCache(KubernetesClient client, Runnable onChange) {
        KubernetesClient watching = WatchingClient.of(client);
        this.informers = List.of(
                Informers.start(watching.rbac().clusterRoles(), onChange),
                Informers.start(watching.rbac().clusterRoleBindings(), onChange),
                Informers.start(watching.rbac().roles().inAnyNamespace(), onChange),
                Informers.start(watching.rbac().roleBindings().inAnyNamespace(), onChange));
    }

    /** Whether all four kinds were listed: before that a snapshot would be a part of the truth. */
    boolean hasSynced() {
        return informers.stream().allMatch(SharedIndexInformer::hasSynced);
    }

    /** The cluster as it is known now. */
    RbacSnapshot snapshot() {
        return RbacSnapshot.of(informers.stream()
                .flatMap(informer -> informer.getStore().list().stream())
                .flatMap(resource -> RbacResources.toModel(resource).stream())
                .toList());
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
    }
}
