package cloud.kuryzhev.rbacguard.drift.certificates;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who issues the webhook's certificates.
 *
 * @param enabled whether this controller does; else somebody else fills the Secret and {@code caBundle}
 * @param secret its name, in the release's namespace
 * @param service the admission service's name, in the release's namespace
 * @param names further ones that the API server may call it by: DNS names or addresses
 * @param every how often what is stored and published is looked at
 */
@ConfigurationProperties("rbac-guard.certificates")
record CertificateProperties(boolean enabled, String secret, String service, List<String> names, Duration every) {

    CertificateProperties {
        names = List.copyOf(names);
        if (!every.isPositive()) {
            throw new IllegalArgumentException("rbac-guard.certificates.every is " + every + ", expected more than 0s");
        }
    }
}
