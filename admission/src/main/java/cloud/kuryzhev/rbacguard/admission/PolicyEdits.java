package cloud.kuryzhev.rbacguard.admission;

import cloud.kuryzhev.rbacguard.kube.ClusterCache;
import cloud.kuryzhev.rbacguard.kube.PolicySource;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionRequest.PolicyEdit;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionReviewWriter;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.PolicyReading;
import cloud.kuryzhev.rbacguard.policy.PolicyReading.Problem;
import cloud.kuryzhev.rbacguard.policy.PolicyReading.Unusable;
import cloud.kuryzhev.rbacguard.policy.PolicyReading.Usable;
import cloud.kuryzhev.rbacguard.policy.Preview;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.yaml.PolicyReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Answers whoever edits the policy's ConfigMap: what is wrong with it, or what it would do to the cluster as it stands. */
@Component
class PolicyEdits {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyEdits.class);
    private static final Duration PREVIEW_TIME = Duration.ofSeconds(1); // of the three that the API server waits
    private static final String DEFAULT = "without the key " + PolicySource.KEY + " in ConfigMap "
            + PolicySource.NAMESPACE + "/" + PolicySource.NAME + " the default policy is in force";

    private final PolicySource policies;
    private final ClusterCache cluster;
    private final AdmissionMetrics metrics;
    private final Clock clock;

    PolicyEdits(PolicySource policies, ClusterCache cluster, AdmissionMetrics metrics, Clock clock) {
        this.policies = policies;
        this.cluster = cluster;
        this.metrics = metrics;
        this.clock = clock;
    }

    byte[] answer(PolicyEdit edit) {
        Instant now = clock.instant();
        PolicyReading reading =
                edit.yaml().map(yaml -> PolicyReader.read(yaml, now)).orElse(new Usable(Policy.DEFAULT));
        metrics.edited(reading instanceof Usable);
        return switch (reading) {
            case Unusable unusable -> {
                LOG.info(
                        "refused a policy of user {} that cannot be used",
                        edit.requester().username());
                yield AdmissionReviewWriter.invalid(
                        edit.uid(), "rbac-guard cannot use this policy:\n" + unusable.message());
            }
            case Usable usable -> AdmissionReviewWriter.allowed(edit.uid(), warnings(edit, usable, now));
        };
    }

    private List<String> warnings(PolicyEdit edit, Usable usable, Instant now) {
        Stream<String> fallback = edit.yaml().isEmpty() ? Stream.of(DEFAULT) : Stream.empty();
        Stream<String> notes = usable.notes().stream().map(Problem::toString);
        long deadline = System.nanoTime() + PREVIEW_TIME.toNanos();
        Preview preview = Preview.of(
                policies.state().policy(),
                usable.policy(),
                cluster.hasSynced() ? cluster.cluster() : Cluster.UNKNOWN,
                now,
                () -> System.nanoTime() - deadline < 0);
        return Stream.of(fallback, notes, preview.lines().stream())
                .flatMap(lines -> lines)
                .toList();
    }
}
