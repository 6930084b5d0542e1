package cloud.kuryzhev.rbacguard.admission;

import cloud.kuryzhev.rbacguard.kube.PolicySource;
import cloud.kuryzhev.rbacguard.policy.Decision;
import cloud.kuryzhev.rbacguard.policy.Review;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts what was decided, and how the policy was read. */
@Component
class AdmissionMetrics {

    private static final String REQUESTS = "rbac.guard.admission.requests";

    private final MeterRegistry registry;

    AdmissionMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void decided(Review review, Decision decision) {
        String outcome =
                switch (decision) {
                    case Decision.Allowed allowed -> allowed.warnings().isEmpty() ? "allowed" : "warned";
                    case Decision.Denied _ -> "denied";
                };
        count(review.object().key().kind().toString(), outcome);
    }

    void unreadable() {
        count("unknown", "unreadable");
    }

    void failed() {
        count("unknown", "failed");
    }

    /** One request to {@code /mutate}: patched, unchanged, refused or unreadable. */
    void mutated(String result) {
        Counter.builder("rbac.guard.mutations")
                .description("Objects offered for stamping")
                .tag("result", result)
                .register(registry)
                .increment();
    }

    void policyRead(PolicySource.State state) {
        Counter.builder("rbac.guard.policy.reads")
                .description("Readings of the policy ConfigMap; a rejected one leaves the last good policy in force")
                .tag("result", state.problems().isEmpty() ? "usable" : "rejected")
                .register(registry)
                .increment();
    }

    private void count(String kind, String decision) {
        Counter.builder(REQUESTS)
                .description("AdmissionReviews answered")
                .tag("kind", kind)
                .tag("decision", decision)
                .register(registry)
                .increment();
    }
}
