package cloud.kuryzhev.rbacguard.drift.telling;

import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets the pages say who is in charge of a violation. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("rbac-guard.pages.enabled")
class OwnersOnPages {

    @Bean
    cloud.kuryzhev.rbacguard.pages.known.Owners ownersOfNamespaces(TellingProperties properties) {
        Owners owners = Owners.parse(properties.owners());
        return namespace -> owners.of(Optional.ofNullable(namespace));
    }
}
