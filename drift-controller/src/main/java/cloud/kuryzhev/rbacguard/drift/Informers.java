package cloud.kuryzhev.rbacguard.drift;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.AnyNamespaceOperation;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;

/** Starts informers that never give up: after a watch that was cut or has expired they list anew. */
final class Informers {

    /** So that a list of many thousands is never in memory whole. */
    private static final long PAGE = 500;

    private Informers() {}

    /**
     * Starts to list and watch; does not wait for the API server.
     *
     * @param kept what of each object is kept
     */
    static <T extends HasMetadata> SharedIndexInformer<T> start(
            AnyNamespaceOperation<T, ?, ?> resources, ItemStore<T> kept) {
        SharedIndexInformer<T> informer = resources
                .withLimit(PAGE)
                .runnableInformer(0)
                .itemStore(kept)
                .exceptionHandler((started, failure) -> true);
        var _ = informer.start();
        return informer;
    }
}
