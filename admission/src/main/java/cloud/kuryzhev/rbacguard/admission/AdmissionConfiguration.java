package cloud.kuryzhev.rbacguard.admission;

import cloud.kuryzhev.rbacguard.kube.ApiServerProbe;
import cloud.kuryzhev.rbacguard.kube.ClusterCache;
import cloud.kuryzhev.rbacguard.kube.PolicySource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the service. */
@Configuration(proxyBeanMethods = false)
class AdmissionConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    KubernetesClient kubernetesClient() {
        return new KubernetesClientBuilder().build();
    }

    @Bean
    PolicySource policySource(KubernetesClient client, AdmissionMetrics metrics) {
        return new PolicySource(client, metrics::policyRead);
    }

    @Bean
    ClusterCache clusterCache(KubernetesClient client) {
        return new ClusterCache(client, () -> {});
    }

    @Bean
    ApiServerProbe apiServerProbe(KubernetesClient client) {
        return new ApiServerProbe(client);
    }
}
