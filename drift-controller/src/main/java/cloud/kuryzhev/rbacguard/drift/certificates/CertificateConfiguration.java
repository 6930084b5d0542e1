package cloud.kuryzhev.rbacguard.drift.certificates;

import cloud.kuryzhev.rbacguard.certs.Rotation;
import cloud.kuryzhev.rbacguard.certs.ServingNames;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the keeping of certificates, if it is this controller's to do. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("rbac-guard.certificates.enabled")
class CertificateConfiguration {

    private static final String AUTHORITY = "rbac-guard CA";

    @Bean
    CertificateLoop certificateLoop(
            CertificateProperties properties,
            KubernetesClient client,
            @Value("${rbac-guard.namespace}") String namespace,
            BooleanSupplier leading,
            Clock clock,
            MeterRegistry registry) {
        var names = ServingNames.ofService(properties.service(), namespace)
                .and(properties.names().toArray(String[]::new));
        var keeper = new CertificateKeeper(
                new CertificateSecret(client, namespace, properties.secret()),
                new TrustedAuthorities(client),
                new Rotation(AUTHORITY, names, new SecureRandom()));
        return new CertificateLoop(keeper, leading, properties.every(), clock, registry);
    }

    /** Degraded while they cannot be looked after; what is stored serves on until it expires. */
    @Bean
    HealthIndicator certificates(CertificateLoop loop) {
        return () -> loop.failure()
                .map(why -> Health.status(new Status("DEGRADED")).withDetail("reason", why))
                .orElseGet(Health::up)
                .build();
    }
}
