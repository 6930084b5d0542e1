package cloud.kuryzhev.rbacguard.admission;

import cloud.kuryzhev.rbacguard.kube.ClusterCache;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Out of service until roles, bindings and service accounts were read once. */
@Component
class ClusterCacheHealthIndicator implements HealthIndicator {

    private final ClusterCache cluster;

    ClusterCacheHealthIndicator(ClusterCache cluster) {
        this.cluster = cluster;
    }

    @Override
    public Health health() {
        return cluster.hasSynced()
                ? Health.up().build()
                : Health.outOfService()
                        .withDetail("reason", "roles, bindings or service accounts were not read yet")
                        .build();
    }
}
