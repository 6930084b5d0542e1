package cloud.kuryzhev.rbacguard.admission;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.PolicySource;
import cloud.kuryzhev.rbacguard.policy.Action;
import cloud.kuryzhev.rbacguard.policy.Decision;
import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.Operation;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdmissionMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AdmissionMetrics metrics = new AdmissionMetrics(registry);

    @Test
    void aDenialCountsOnceForEachRuleWithoutItsNames() {
        metrics.decided(
                Operation.CREATE,
                "ClusterRoleBinding",
                new Decision.Denied(
                        new ObjectKey(Kind.CLUSTER_ROLE_BINDING, "", "b"),
                        List.of(
                                finding("forbidden_subject:system:anonymous"),
                                finding("forbidden_subject:system:masters"),
                                finding("forbidden_role_ref:cluster-admin")),
                        List.of(finding("secret_read"))));
        assertThat(count("denied", "forbidden_subject")).isOne();
        assertThat(count("denied", "forbidden_role_ref")).isOne();
        assertThat(registry.find("rbac.guard.admission.requests").counters()).hasSize(2);
    }

    @Test
    void whatNoRuleDecidedCountsWithoutOne() {
        metrics.decided(Operation.CREATE, "ClusterRoleBinding", Decision.Allowed.WITHOUT_A_WORD);
        assertThat(count("allowed", "")).isOne();
    }

    @Test
    void onlyThePolicyInForceIsTold() {
        assertThat(hashes()).containsExactly(Policy.DEFAULT.hash());
        Policy other = Policy.of(Set.of(), Set.of(), Set.of());
        metrics.policyRead(PolicySource.State.of(other, List.of()));
        assertThat(hashes()).containsExactly(other.hash());
    }

    private List<String> hashes() {
        return registry.find("rbac.guard.policy.info").gauges().stream()
                .map(gauge -> String.valueOf(gauge.getId().getTag("hash")))
                .toList();
    }

    private double count(String decision, String rule) {
        Counter counter = registry.get("rbac.guard.admission.requests")
                .tag("operation", "CREATE")
                .tag("kind", "ClusterRoleBinding")
                .tag("decision", decision)
                .tag("rule", rule)
                .counter();
        return counter.count();
    }

    private static Finding finding(String rule) {
        return new Finding(rule, Action.DENY, Severity.HIGH, "subjects[0]", "why", "mend it");
    }
}
