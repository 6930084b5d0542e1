package cloud.kuryzhev.rbacguard.drift;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.AnyNamespaceOperation;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;

/** Starts informers that never give up: after a watch that was cut or has expired they list anew. */
final class Informers {

    private Informers() {}

    /**
     * Starts to list and watch; does not wait for the API server.
     *
     * @param onChange runs at every change, on the informer's thread
     */
    static <T extends HasMetadata> SharedIndexInformer<T> start(
            AnyNamespaceOperation<T, ?, ?> resources, Runnable onChange) {
        SharedIndexInformer<T> informer = resources
                .runnableInformer(0)
                .addEventHandler(new Handler<>(onChange))
                .exceptionHandler((started, failure) -> true);
        var _ = informer.start();
        return informer;
    }

    private record Handler<T>(Runnable onChange) implements ResourceEventHandler<T> {
        @Override
        public void onAdd(T added) {
            onChange.run();
        }

        @Override
        public void onUpdate(T old, T updated) {
            onChange.run();
        }

        @Override
        public void onDelete(T deleted, boolean finalStateUnknown) {
            onChange.run();
        }
    }
}
