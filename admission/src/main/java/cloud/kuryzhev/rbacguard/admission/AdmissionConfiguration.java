package cloud.kuryzhev.rbacguard.admission;

import cloud.kuryzhev.rbacguard.kube.ApiServerProbe;
import cloud.kuryzhev.rbacguard.kube.ClusterCache;
import cloud.kuryzhev.rbacguard.kube.PolicySource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Clock;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the service. */
@Configuration(proxyBeanMethods = false)
class AdmissionConfiguration {

    private static final String SMALL_BUFFER = "1024";

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    KubernetesClient kubernetesClient() {
        return new KubernetesClientBuilder().build();
    }

    /** Connections that say nothing are many only in an attack, and hold little until TLS begins. */
    @Bean
    TomcatConnectorCustomizer smallBuffers() {
        return connector -> {
            connector.setProperty("socket.appReadBufSize", SMALL_BUFFER);
            connector.setProperty("socket.appWriteBufSize", SMALL_BUFFER);
        };
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
