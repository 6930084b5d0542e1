package cloud.kuryzhev.rbacguard.admission.advice;

import cloud.kuryzhev.rbacguard.kube.Manifests;
import cloud.kuryzhev.rbacguard.kube.ObservedUsage;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires where usage is read and how roles are written. */
@Configuration(proxyBeanMethods = false)
class AdviceConfiguration {

    @Bean
    ObservedUsage observedUsage(
            KubernetesClient client, AdviceProperties properties, @Value("${rbac-guard.namespace}") String namespace) {
        return new ObservedUsage(client, namespace, properties.patience());
    }

    @Bean
    Manifests manifests() {
        return new Manifests();
    }
}
