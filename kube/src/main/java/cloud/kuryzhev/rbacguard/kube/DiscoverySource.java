package cloud.kuryzhev.rbacguard.kube;

import cloud.kuryzhev.rbacguard.policy.drift.Discovery;
import cloud.kuryzhev.rbacguard.policy.drift.Discovery.Served;
import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIGroupList;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GroupVersionForDiscovery;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what an API server serves, by plain discovery: one request for each version of each group. A version that does not answer, as
 * an aggregated API may not, counts as what it said last.
 */
public final class DiscoverySource {

    private static final Logger LOG = LoggerFactory.getLogger(DiscoverySource.class);

    private final KubernetesClient client;
    private final Map<String, List<Served>> last = new HashMap<>();

    /** Reads with {@code client}; every authenticated user may, by {@code system:discovery}. */
    public DiscoverySource(KubernetesClient client) {
        this.client = client;
    }

    /** What is served now; empty where the API server does not say. */
    public synchronized Optional<Discovery> read() {
        try {
            String version = client.getKubernetesVersion().getGitVersion();
            List<String> versions = versions(client.getApiGroups());
            versions.forEach(this::read);
            last.keySet().retainAll(versions);
            return Optional.of(new Discovery(
                    version, last.values().stream().flatMap(List::stream).toList()));
        } catch (KubernetesClientException e) {
            LOG.warn("what the API server serves cannot be read, trying again: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static List<String> versions(@Nullable APIGroupList groups) {
        Stream<APIGroup> all = groups == null ? Stream.empty() : groups.getGroups().stream();
        return Stream.concat(
                        Stream.of("v1"),
                        all.flatMap(it -> it.getVersions().stream()).map(GroupVersionForDiscovery::getGroupVersion))
                .toList();
    }

    private void read(String groupVersion) {
        try {
            APIResourceList resources = client.getApiResources(groupVersion);
            if (resources != null) {
                int slash = groupVersion.indexOf('/');
                String group = slash < 0 ? "" : groupVersion.substring(0, slash);
                last.put(
                        groupVersion,
                        resources.getResources().stream()
                                .map(it -> served(group, it))
                                .toList());
            }
        } catch (KubernetesClientException e) {
            LOG.debug("{} does not say what it serves: {}", groupVersion, e.getMessage());
        }
    }

    private static Served served(String group, APIResource resource) {
        return new Served(
                group, resource.getName(), Boolean.TRUE.equals(resource.getNamespaced()), resource.getVerbs());
    }
}
