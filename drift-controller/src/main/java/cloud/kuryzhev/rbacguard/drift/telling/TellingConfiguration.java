package cloud.kuryzhev.rbacguard.drift.telling;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what is configured. */
@Configuration(proxyBeanMethods = false)
class TellingConfiguration {

    private static final int EVENTS_PER_MINUTE = 600;
    private static final int REPORTS_PER_MINUTE = 60;

    /** A sink and its pace. */
    private record Paced(Sink sink, int perMinute) {}

    @Bean
    OpenViolations openViolations(TellingProperties properties, BooleanSupplier leading, PrometheusRegistry registry) {
        var open = new OpenViolations(properties.namespaces(), leading);
        registry.register(open);
        return open;
    }

    @Bean
    Telling telling(
            TellingProperties properties,
            KubernetesClient client,
            OpenViolations open,
            BooleanSupplier leading,
            Runnable cycleSoon,
            Clock clock,
            MeterRegistry registry) {
        Violations violations = Violations.of(client);
        var metrics = new SinkMetrics(registry, clock);
        List<Teller> tellers = sinks(properties, client, violations, clock).stream()
                .map(it -> new Teller(
                        it.sink(),
                        violations,
                        leading,
                        pace(it.perMinute(), clock),
                        new Backoff(new SecureRandom()),
                        clock,
                        metrics))
                .toList();
        return new Telling(client, tellers, open, cycleSoon);
    }

    private static List<Paced> sinks(
            TellingProperties properties, KubernetesClient client, Violations violations, Clock clock) {
        var http = new Http(properties.timeout());
        var json = new Json(client.getKubernetesSerialization());
        var sinks = new ArrayList<Paced>();
        sinks.add(new Paced(new EventSink(client, clock), EVENTS_PER_MINUTE));
        if (properties.reports()) {
            sinks.add(new Paced(
                    new ReportSink(ReportKind.policyReport(client, clock), client, violations), REPORTS_PER_MINUTE));
            sinks.add(new Paced(
                    new ReportSink(ReportKind.openReport(client, clock), client, violations), REPORTS_PER_MINUTE));
        }
        TellingProperties.Slack slack = properties.slack();
        if (slack != null) {
            var url = new Secret(slack.urlFile());
            sinks.add(new Paced(new SlackSink(properties.cluster(), url, http, json::write, clock), slack.perMinute()));
        }
        TellingProperties.Webhook webhook = properties.webhook();
        if (webhook != null) {
            URI url = Destination.configured("rbac-guard.telling.webhook.url", webhook.url());
            var secret = new Secret(webhook.secretFile());
            sinks.add(new Paced(
                    new WebhookSink(properties.cluster(), url, secret, http, json::write, clock), webhook.perMinute()));
        }
        TellingProperties.Github github = properties.github();
        if (github != null) {
            sinks.add(new Paced(github(properties, github, http, json, clock), github.perMinute()));
        }
        return sinks;
    }

    private static Sink github(
            TellingProperties properties, TellingProperties.Github github, Http http, Json json, Clock clock) {
        URI api = Destination.configured("rbac-guard.telling.github.api", github.api());
        var issues = new GithubIssues(
                api, github.repository(), credentials(api, github, http, json, clock), http, json, clock);
        var text = new IssueText(properties.cluster(), Owners.parse(properties.owners()));
        return new GithubSink(issues, new IssueIndex(issues, github.label(), clock), text, github.label());
    }

    private static GithubCredentials credentials(
            URI api, TellingProperties.Github github, Http http, Json json, Clock clock) {
        TellingProperties.App app = github.app();
        if (app == null) {
            return new GithubCredentials.Token(new Secret(Objects.requireNonNull(github.tokenFile())));
        }
        URI tokens = URI.create(
                api.toString().replaceFirst("/+$", "") + "/app/installations/" + app.installation() + "/access_tokens");
        return new GithubApp(app.id(), tokens, new Secret(app.keyFile()), http, json, clock);
    }

    /** So many at once, and then so many in a minute, spread evenly. */
    static Bucket pace(int perMinute, Clock clock) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                .withCustomTimePrecision(new TimeMeter() {
                    @Override
                    public long currentTimeNanos() {
                        return clock.millis() * 1_000_000;
                    }

                    @Override
                    public boolean isWallClockBased() {
                        return true;
                    }
                })
                .build();
    }
}
