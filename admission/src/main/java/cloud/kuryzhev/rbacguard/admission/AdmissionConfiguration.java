package cloud.kuryzhev.rbacguard.admission;

import cloud.kuryzhev.rbacguard.kube.ApiServerProbe;
import cloud.kuryzhev.rbacguard.kube.ClusterCache;
import cloud.kuryzhev.rbacguard.kube.LeanSerialization;
import cloud.kuryzhev.rbacguard.kube.PolicySource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Clock;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
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
        return new KubernetesClientBuilder()
                .withKubernetesSerialization(LeanSerialization.create())
                .build();
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
    ServletRegistrationBean<ReviewServlet> validate(ValidateServlet servlet) {
        return at("/validate", servlet);
    }

    @Bean
    ServletRegistrationBean<ReviewServlet> mutate(MutateServlet servlet) {
        return at("/mutate", servlet);
    }

    @Bean
    ServletRegistrationBean<ReviewServlet> guard(GuardServlet servlet) {
        return at("/guard", servlet);
    }

    private static ServletRegistrationBean<ReviewServlet> at(String path, ReviewServlet servlet) {
        var registration = new ServletRegistrationBean<>(servlet, path);
        registration.setLoadOnStartup(1); // the first request has no more time than any other
        return registration;
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
