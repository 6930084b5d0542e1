package cloud.kuryzhev.rbacguard.pages.known;

import cloud.kuryzhev.rbacguard.kube.WatchingClient;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.pages.identity.Viewer;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** All violations, in brief: what makes one long is read by its viewer when it is looked at. */
@Component
public final class KnownViolations implements AutoCloseable {

    /** So that a list of many thousands is never in memory whole. */
    private static final long PAGE = 500;

    private final SharedIndexInformer<RBACViolation> informer;

    /** Starts to list and watch; does not wait for the API server. */
    KnownViolations(KubernetesClient service) {
        this.informer = WatchingClient.of(service)
                .resources(RBACViolation.class)
                .inAnyNamespace()
                .withLimit(PAGE)
                .runnableInformer(0)
                .itemStore(new InBrief())
                .exceptionHandler((_, _) -> true);
        var _ = informer.start();
    }

    /** Those that the viewer may list, in no order: without permissions, findings, diff and manifests. */
    public List<RBACViolation> of(Viewer viewer) {
        List<RBACViolation> all = informer.getStore().list();
        Set<String> namespaces =
                all.stream().map(it -> it.getMetadata().getNamespace()).collect(Collectors.toSet());
        Set<String> listable = viewer.listable(namespaces);
        return all.stream()
                .filter(it -> it.getSpec() != null
                        && listable.contains(it.getMetadata().getNamespace()))
                .toList();
    }

    /** Whether they are as the API server has them now, as far as is known. */
    public boolean areCurrent() {
        return informer.hasSynced() && informer.isWatching();
    }

    @Override
    public void close() {
        informer.close();
    }
}
