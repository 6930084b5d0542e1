package cloud.kuryzhev.rbacguard.drift.telling;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A kind of report, which is there while its CRD is; looked at once a minute. Not thread-safe. */
final class ReportKind {

    private static final Duration EVERY = Duration.ofMinutes(1);

    private final String sink;
    private final String apiVersion;
    private final String kind;
    private final KubernetesClient client;
    private final Clock clock;
    private Instant looked = Instant.MIN;
    private boolean served;

    private ReportKind(String sink, String apiVersion, String kind, KubernetesClient client, Clock clock) {
        this.sink = sink;
        this.apiVersion = apiVersion;
        this.kind = kind;
        this.client = client;
        this.clock = clock;
    }

    static ReportKind policyReport(KubernetesClient client, Clock clock) {
        return new ReportKind("policy-reports", "wgpolicyk8s.io/v1alpha2", "PolicyReport", client, clock);
    }

    static ReportKind openReport(KubernetesClient client, Clock clock) {
        return new ReportKind("open-reports", "openreports.io/v1alpha1", "Report", client, clock);
    }

    String sink() {
        return sink;
    }

    String apiVersion() {
        return apiVersion;
    }

    String kind() {
        return kind;
    }

    boolean served() {
        Instant now = clock.instant();
        if (looked.equals(Instant.MIN) || !now.isBefore(looked.plus(EVERY))) {
            looked = now;
            served = look();
        }
        return served;
    }

    private boolean look() {
        try {
            var resources = client.getApiResources(apiVersion);
            return resources != null && resources.getResources().stream().anyMatch(it -> kind.equals(it.getKind()));
        } catch (KubernetesClientException _) {
            return false;
        }
    }
}
