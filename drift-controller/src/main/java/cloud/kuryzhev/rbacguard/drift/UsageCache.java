package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.WatchingClient;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACUsage;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import java.util.List;
import java.util.Optional;

/** The RBACUsage objects and the service accounts' uids, kept current by informers. Of the objects only what is compared is kept. */
final class UsageCache implements AutoCloseable {

    private final SharedIndexInformer<RBACUsage> usages;
    private final SharedIndexInformer<ServiceAccount> accounts;

    /** Starts to list and watch; does not wait for the API server. */
    UsageCache(KubernetesClient client) {
        KubernetesClient watching = WatchingClient.of(client);
        this.usages = Informers.start(watching.resources(RBACUsage.class).inAnyNamespace(), new Compared());
        this.accounts = Informers.start(
                watching.serviceAccounts().inAnyNamespace(),
                new ReducedStateItemStore<>(
                        ReducedStateItemStore.NAME_KEY_STATE,
                        ServiceAccount.class,
                        client.getKubernetesSerialization(),
                        "metadata.uid"));
    }

    /** Who manages which field is as long as all the fields; and days, which nothing is decided by, can be as long as the rest. */
    private static final class Compared extends BasicItemStore<RBACUsage> {

        Compared() {
            super(Cache::metaNamespaceKeyFunc);
        }

        @Override
        public RBACUsage put(String key, RBACUsage usage) {
            usage.getMetadata().setManagedFields(List.of());
            if (usage.getSpec() != null) {
                usage.setSpec(usage.getSpec().withoutDays());
            }
            return super.put(key, usage);
        }
    }

    /** Whether both were listed. */
    boolean hasSynced() {
        return usages.hasSynced() && accounts.hasSynced();
    }

    List<RBACUsage> usages() {
        return usages.getStore().list();
    }

    /** Its uid, if it exists. */
    Optional<String> uid(Subject.ServiceAccount account) {
        return Optional.ofNullable(
                        accounts.getStore().getByKey(Cache.namespaceKeyFunc(account.namespace(), account.name())))
                .map(found -> found.getMetadata().getUid());
    }

    @Override
    public void close() {
        usages.close();
        accounts.close();
    }
}
