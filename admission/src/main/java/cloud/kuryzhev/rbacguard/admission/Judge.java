package cloud.kuryzhev.rbacguard.admission;

import cloud.kuryzhev.rbacguard.admission.advice.Advice;
import cloud.kuryzhev.rbacguard.admission.event.Refusal;
import cloud.kuryzhev.rbacguard.kube.ClusterCache;
import cloud.kuryzhev.rbacguard.kube.PolicySource;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionRequest.Judgeable;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionRequest.Revoking;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionReviewWriter;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest.Target;
import cloud.kuryzhev.rbacguard.policy.Decision;
import cloud.kuryzhev.rbacguard.policy.Operation;
import cloud.kuryzhev.rbacguard.policy.PolicyEngine;
import cloud.kuryzhev.rbacguard.policy.Requester;
import cloud.kuryzhev.rbacguard.policy.Review;
import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Answers whoever writes or deletes roles and bindings, by the policy in force; counts, logs and tells what was refused. */
@Component
class Judge {

    private static final Logger LOG = LoggerFactory.getLogger(Judge.class);
    private static final int MOST_LOGGED = 20;

    private final PolicySource policies;
    private final ClusterCache cluster;
    private final AdmissionMetrics metrics;
    private final Consumer<Refusal> events;
    private final Advice advice;
    private final Clock clock;

    Judge(
            PolicySource policies,
            ClusterCache cluster,
            AdmissionMetrics metrics,
            Consumer<Refusal> events,
            Advice advice,
            Clock clock) {
        this.policies = policies;
        this.cluster = cluster;
        this.metrics = metrics;
        this.events = events;
        this.advice = advice;
        this.clock = clock;
    }

    byte[] answer(Judgeable judgeable) {
        Review review = judgeable.review();
        PolicySource.State policy = policies.state();
        var context = new RuleContext(policy.policy(), cluster.cluster(), clock.instant());
        Decision decision = PolicyEngine.evaluate(review, context);
        metrics.decided(review, decision);
        tell(decision, review.requester(), review.operation(), judgeable.dryRun());
        String instead =
                decision instanceof Decision.Denied denied ? advice.instead(review.object(), denied, context) : "";
        return AdmissionReviewWriter.decided(judgeable.uid(), decision, policy.hash(), instead);
    }

    byte[] answer(Revoking revoking) {
        return revoking.object()
                .map(key -> deletion(revoking, key))
                .orElseGet(() -> AdmissionReviewWriter.allowed(revoking.uid()));
    }

    private byte[] deletion(Revoking revoking, ObjectKey key) {
        PolicySource.State policy = policies.state();
        Decision decision = PolicyEngine.evaluateDeletion(revoking.requester(), key, policy.policy());
        metrics.decided(Operation.DELETE, key.kind().toString(), decision);
        tell(decision, revoking.requester(), Operation.DELETE, revoking.dryRun());
        return AdmissionReviewWriter.decided(revoking.uid(), decision, policy.hash());
    }

    private void tell(Decision decision, Requester requester, Operation operation, boolean dryRun) {
        if (decision instanceof Decision.Denied denied) {
            LOG.info("denied {} of user {}: {}", denied.object(), requester.username(), shown(denied.rules()));
            if (!dryRun) {
                events.accept(refusal(denied, operation));
            }
        } else if (decision instanceof Decision.Spared(Decision.Denied would, boolean _)) {
            LOG.info("would deny {} of user {}: {}", would.object(), requester.username(), shown(would.rules()));
        }
    }

    private static Refusal refusal(Decision.Denied denied, Operation operation) {
        return new Refusal(
                Target.of(denied.object()),
                "",
                "RBACDenied",
                operation.name(),
                String.join(",", denied.rules()),
                denied.message());
    }

    private static List<String> shown(List<String> rules) {
        return rules.subList(0, Math.min(MOST_LOGGED, rules.size()));
    }
}
