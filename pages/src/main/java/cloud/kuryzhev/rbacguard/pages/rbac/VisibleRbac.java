package cloud.kuryzhev.rbacguard.pages.rbac;

import cloud.kuryzhev.rbacguard.kube.ClusterCache;
import cloud.kuryzhev.rbacguard.pages.identity.Viewer;
import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What the service knows of roles and bindings, shown to whoever may list all of them: half of them would make wrong answers of
 * "who may" and "why not".
 */
@Component
public final class VisibleRbac {

    /** What a viewer needs who sees nothing. */
    public static final String NEEDED =
            "list on clusterroles, clusterrolebindings, roles and rolebindings (rbac.authorization.k8s.io) in all namespaces";

    private static final List<String> RESOURCES =
            List.of("clusterroles", "clusterrolebindings", "roles", "rolebindings");

    private final ClusterCache cache;

    VisibleRbac(ClusterCache cache) {
        this.cache = cache;
    }

    /** Everything; empty if {@code viewer} may not list all of it. */
    public Optional<RbacSnapshot> of(Viewer viewer) {
        return RESOURCES.stream().allMatch(it -> viewer.may("list", Kind.API_GROUP, it, ""))
                ? Optional.of(cache.snapshot())
                : Optional.empty();
    }
}
