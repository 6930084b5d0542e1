package cloud.kuryzhev.rbacguard.admission.management;

import cloud.kuryzhev.rbacguard.kube.scrape.ScrapeAccess;
import cloud.kuryzhev.rbacguard.kube.scrape.ScrapeAccess.Answer;
import com.github.benmanes.caffeine.cache.Ticker;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Who may read metrics: everybody, unless {@code rbac-guard.metrics.protected} says otherwise. */
@Component
class Scrapers {

    private final boolean open;
    private final ScrapeAccess access;

    Scrapers(KubernetesClient client, @Value("${rbac-guard.metrics.protected}") boolean isProtected) {
        this.open = !isProtected;
        this.access = new ScrapeAccess(client, Ticker.systemTicker());
    }

    Answer ask(@Nullable String authorization) {
        return open ? Answer.GRANTED : access.ask(authorization);
    }
}
