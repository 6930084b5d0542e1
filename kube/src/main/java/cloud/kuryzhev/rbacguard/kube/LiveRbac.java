package cloud.kuryzhev.rbacguard.kube;

import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Single roles and bindings in the cluster, whatever they are called. */
public final class LiveRbac {

    private LiveRbac() {}

    /** The one that {@code key} names, to be read. */
    public static Resource<? extends HasMetadata> resource(KubernetesClient client, ObjectKey key) {
        var rbac = client.rbac();
        String name = segment(key.name());
        return switch (key.kind()) {
            case ROLE -> rbac.roles().inNamespace(key.namespace()).withName(name);
            case CLUSTER_ROLE -> rbac.clusterRoles().withName(name);
            case ROLE_BINDING ->
                rbac.roleBindings().inNamespace(key.namespace()).withName(name);
            case CLUSTER_ROLE_BINDING -> rbac.clusterRoleBindings().withName(name);
        };
    }

    /**
     * A name as a part of an address, into which the client puts it as it is. Those of roles and bindings may hold whatever is no slash and no
     * percent sign ({@code IsValidPathSegmentName} of apimachinery), such as a question mark.
     */
    public static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
