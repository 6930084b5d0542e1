package cloud.kuryzhev.rbacguard.pages;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** The pages, for whoever imports it: wants a {@link KubernetesClient} of the service and a {@link Clock}. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@EnableConfigurationProperties(PagesProperties.class)
public class PagesConfiguration {}
