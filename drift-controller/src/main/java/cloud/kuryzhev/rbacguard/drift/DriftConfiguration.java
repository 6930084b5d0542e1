package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.ApiServerProbe;
import cloud.kuryzhev.rbacguard.kube.ClusterCache;
import cloud.kuryzhev.rbacguard.kube.Manifests;
import cloud.kuryzhev.rbacguard.kube.PolicySource;
import cloud.kuryzhev.rbacguard.policy.drift.DriftSettings;
import cloud.kuryzhev.rbacguard.usage.AuditIngest;
import cloud.kuryzhev.rbacguard.usage.file.AuditLogTail;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the service. */
@Configuration(proxyBeanMethods = false)
class DriftConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    KubernetesClient kubernetesClient() {
        return new KubernetesClientBuilder().build();
    }

    @Bean
    ApiServerProbe apiServerProbe(KubernetesClient client) {
        return new ApiServerProbe(client);
    }

    @Bean
    UsageStore usageStore(DriftProperties properties) {
        return UsageStore.sqlite(properties.usageStore());
    }

    @Bean
    AuditIngest auditIngest(DriftProperties properties, UsageStore store, AuditMetrics metrics, Clock clock) {
        var tail = new AuditLogTail(properties.auditLog(), store, AuditLogTail.Options.DEFAULT, clock);
        return AuditIngest.start(tail, () -> metrics.committed(tail.progress()));
    }

    @Bean
    Trigger trigger() {
        return new Trigger();
    }

    @Bean
    ClusterCache clusterCache(KubernetesClient client, Trigger trigger) {
        return new ClusterCache(client, trigger::pull);
    }

    @Bean
    PolicySource policySource(KubernetesClient client, DriftMetrics metrics, Trigger trigger) {
        return new PolicySource(client, state -> {
            metrics.policyRead(state);
            trigger.pull();
        });
    }

    @Bean
    Leadership leadership(KubernetesClient client, DriftProperties properties, Trigger trigger) {
        return new Leadership(client, properties.namespace(), properties.identity(), trigger::pull);
    }

    @Bean
    DriftSettings driftSettings(DriftProperties properties) {
        return new DriftSettings(properties.suggestion().minimumWindow(), properties.filed());
    }

    @Bean
    ViolationSpecs violationSpecs(KubernetesClient client) {
        return new ViolationSpecs(new Manifests(client.getKubernetesSerialization()));
    }
}
