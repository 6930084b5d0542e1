package cloud.kuryzhev.rbacguard.admission;

import cloud.kuryzhev.rbacguard.kube.PolicySource;
import cloud.kuryzhev.rbacguard.policy.Decision;
import cloud.kuryzhev.rbacguard.policy.Exempted;
import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.Operation;
import cloud.kuryzhev.rbacguard.policy.Review;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Counts what was decided, and how the policy was read. */
@Component
class AdmissionMetrics {

    private static final String UNKNOWN = "unknown";
    private static final String NO_RULE = "";
    private static final String MUTATIONS = "rbac.guard.mutations";

    /** Around the millisecond that an answer takes, up to the three seconds that the API server waits for one. */
    private static final Duration[] BUCKETS = Stream.of(
                    500L,
                    1_000L,
                    2_500L,
                    5_000L,
                    10_000L,
                    25_000L,
                    50_000L,
                    100_000L,
                    250_000L,
                    500_000L,
                    1_000_000L,
                    3_000_000L)
            .map(micros -> Duration.ofNanos(micros * 1_000))
            .toArray(Duration[]::new);

    /** An answer that takes some time, mostly to read the question. */
    interface Answering<T> {
        T answer() throws IOException;
    }

    private record Outcome(String operation, String kind, String decision, String rule) {}

    private final MeterRegistry registry;
    private final ConcurrentMap<Outcome, Counter> requests = new ConcurrentHashMap<>();
    private volatile Timer duration;
    private final MultiGauge policy;
    private volatile boolean lastReadingUsable = true;

    AdmissionMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.duration = newDuration();
        this.policy = MultiGauge.builder("rbac.guard.policy.info")
                .description("The policy in force, by its hash; always 1")
                .register(registry);
        Gauge.builder("rbac.guard.policy.last.reload.successful", () -> lastReadingUsable ? 1 : 0)
                .description("Whether the policy in force is the one that stands in the ConfigMap")
                .register(registry);
        inForce(PolicySource.State.DEFAULT.hash());
    }

    private Timer newDuration() {
        return Timer.builder("rbac.guard.admission.duration")
                .description("From a request to its answer, the network left out")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /** Forgets which requests were answered until now. */
    void startAnew() {
        requests.values().forEach(registry::remove);
        requests.clear();
        registry.find(MUTATIONS).counters().forEach(registry::remove);
        registry.remove(duration);
        duration = newDuration();
    }

    /** How long an answer took. */
    <T> T timed(Answering<T> answering) throws IOException {
        long begin = System.nanoTime();
        try {
            return answering.answer();
        } finally {
            duration.record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
        }
    }

    void decided(Review review, Decision decision) {
        decided(review.operation(), review.object().key().kind().toString(), decision);
    }

    void decided(Operation operation, String kind, Decision decision) {
        switch (decision) {
            case Decision.Denied denied -> count(operation, kind, "denied", ids(denied.refusals()));
            case Decision.Spared(var denial, var _) -> count(operation, kind, "would_deny", ids(denial.refusals()));
            case Decision.Allowed(var warnings, var _, var _)
            when !warnings.isEmpty() -> count(operation, kind, "warned", ids(warnings));
            case Decision.Allowed(var _, var _, var exempted)
            when !exempted.isEmpty() ->
                count(
                        operation,
                        kind,
                        "exempted",
                        ids(exempted.stream().map(Exempted::finding).toList()));
            case Decision.Allowed _ -> count(operation, kind, "allowed", List.of(NO_RULE));
        }
    }

    /** An edit of the policy's ConfigMap. */
    void edited(boolean accepted) {
        count(UNKNOWN, "ConfigMap", accepted ? "allowed" : "denied", accepted ? NO_RULE : "policy_unusable");
    }

    void unreadable() {
        count(UNKNOWN, UNKNOWN, "unreadable", NO_RULE);
    }

    void failed() {
        count(UNKNOWN, UNKNOWN, "failed", NO_RULE);
    }

    /** There was no time to judge it. */
    void shed() {
        count(UNKNOWN, UNKNOWN, "shed", NO_RULE);
    }

    /** One request to {@code /mutate}: patched, unchanged, refused or unreadable. */
    void mutated(String result) {
        Counter.builder(MUTATIONS)
                .description("Objects offered for stamping")
                .tag("result", result)
                .register(registry)
                .increment();
    }

    /** Somebody tried to change what is the guard's, of this kind. */
    void tampered(String kind) {
        Counter.builder("rbac.guard.tampering.attempts")
                .description("Refused attempts to change or delete what belongs to rbac-guard")
                .tag("kind", kind)
                .register(registry)
                .increment();
    }

    void policyRead(PolicySource.State state) {
        lastReadingUsable = state.problems().isEmpty();
        inForce(state.hash());
        Counter.builder("rbac.guard.policy.reads")
                .description("Readings of the policy ConfigMap; a rejected one leaves the last good policy in force")
                .tag("result", lastReadingUsable ? "usable" : "rejected")
                .register(registry)
                .increment();
    }

    private void inForce(String hash) {
        policy.register(List.of(MultiGauge.Row.of(Tags.of("hash", hash), 1)), true);
    }

    /** Of the catalogue, or of the policy's custom rules: neither grows with what is asked. */
    private static List<String> ids(List<Finding> findings) {
        return findings.stream().map(Finding::ruleId).distinct().toList();
    }

    private void count(Operation operation, String kind, String decision, List<String> rules) {
        rules.forEach(rule -> count(operation.toString(), kind, decision, rule));
    }

    private void count(String operation, String kind, String decision, String rule) {
        requests.computeIfAbsent(new Outcome(operation, kind, decision, rule), this::counter)
                .increment();
    }

    private Counter counter(Outcome outcome) {
        return Counter.builder("rbac.guard.admission.requests")
                .description("AdmissionReviews answered, once for each rule that decided")
                .tag("operation", outcome.operation())
                .tag("kind", outcome.kind())
                .tag("decision", outcome.decision())
                .tag("rule", outcome.rule())
                .register(registry);
    }
}
