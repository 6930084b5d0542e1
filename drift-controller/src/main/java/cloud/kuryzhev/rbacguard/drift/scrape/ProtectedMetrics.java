package cloud.kuryzhev.rbacguard.drift.scrape;

import cloud.kuryzhev.rbacguard.certs.ServingNames;
import cloud.kuryzhev.rbacguard.kube.scrape.ScrapeAccess;
import com.github.benmanes.caffeine.cache.Ticker;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what stands between metrics and whoever asks for them. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("rbac-guard.metrics.protected")
class ProtectedMetrics {

    private static final String SERVICE = "rbac-guard-drift-controller";

    @Bean
    FilterRegistrationBean<ScrapeFilter> scrapeFilter(KubernetesClient client) {
        var filter = new FilterRegistrationBean<>(new ScrapeFilter(new ScrapeAccess(client, Ticker.systemTicker())));
        filter.addUrlPatterns(ScrapeAccess.PATH, ScrapeAccess.PATH + "/*");
        return filter;
    }

    @Bean
    EphemeralTls ephemeralTls(@Value("${rbac-guard.namespace}") String namespace, Clock clock) {
        return new EphemeralTls(ServingNames.ofService(SERVICE, namespace), clock, new SecureRandom());
    }
}
