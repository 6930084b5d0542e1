package cloud.kuryzhev.rbacguard.admission.management;

import cloud.kuryzhev.rbacguard.kube.scrape.ScrapeAccess.Answer;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.ApiVersion;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointWebExtension;
import org.springframework.stereotype.Component;

/** {@code /health}, any of its groups or components below it, and {@code /metrics} in the text format of Prometheus. */
@Component
class Pages {

    private final HealthEndpointWebExtension health;
    private final PrometheusMeterRegistry metrics;
    private final Scrapers scrapers;
    private final KubernetesSerialization json;

    Pages(
            HealthEndpointWebExtension health,
            PrometheusMeterRegistry metrics,
            Scrapers scrapers,
            KubernetesClient client) {
        this.health = health;
        this.metrics = metrics;
        this.scrapers = scrapers;
        this.json = client.getKubernetesSerialization();
    }

    /**
     * The page at {@code path}.
     *
     * @param path starts with a slash
     * @param authorization the header of that name
     */
    Page get(String path, @Nullable String authorization) {
        String[] segments = path.split("/", -1);
        return switch (segments[1]) {
            case "health" -> health(Arrays.copyOfRange(segments, 2, segments.length));
            case "metrics" -> segments.length == 2 ? metrics(scrapers.ask(authorization)) : Page.NOT_FOUND;
            default -> Page.NOT_FOUND;
        };
    }

    private Page health(String... of) {
        WebEndpointResponse<HealthDescriptor> response =
                health.health(ApiVersion.LATEST, WebServerNamespace.MANAGEMENT, SecurityContext.NONE, true, of);
        return response.getBody() == null
                ? Page.NOT_FOUND
                : new Page(response.getStatus(), "application/json", json.asJson(response.getBody()));
    }

    private Page metrics(Answer answer) {
        if (answer != Answer.GRANTED) {
            return new Page(answer.status(), "text/plain; charset=utf-8", answer.why() + "\n");
        }
        return new Page(200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape());
    }
}
