package cloud.kuryzhev.rbacguard.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.kube.ClusterCache;
import cloud.kuryzhev.rbacguard.kube.PolicySource;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

@WithControlPlane
class ValidateServletIT {

    private static final String NARROW = """
            {"apiVersion":"admission.k8s.io/v1","request":{"uid":"u-1","operation":"CREATE",
             "kind":{"group":"rbac.authorization.k8s.io","version":"v1","kind":"ClusterRole"},
             "object":{"metadata":{"name":"narrow"},"rules":[]}}}""";

    @Test
    void whatFailsInHereIsADenialThatTellsNothing(ControlPlane plane) throws Exception {
        try (PolicySource policies = new PolicySource(plane.admin().client(), _ -> {});
                ClusterCache cluster = new ClusterCache(plane.admin().client(), () -> {})) {
            await().until(() -> policies.hasSynced() && cluster.hasSynced());
            var clock = Clock.systemUTC();
            var metrics = new AdmissionMetrics(new BrokenRegistry());
            var servlet = new ValidateServlet(
                    policies,
                    cluster,
                    new Judge(policies, cluster, metrics, _ -> {}, (_, _, _) -> "", clock),
                    new PolicyEdits(policies, cluster, metrics, clock),
                    metrics,
                    new Crowd(),
                    new AdmissionProperties(DataSize.ofKilobytes(4)));

            ReviewServlet.Answer answer = servlet.answer(new ByteArrayInputStream(NARROW.getBytes(UTF_8)));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text())
                    .contains("\"uid\":\"u-1\",\"allowed\":false", "\"code\":500", "its log says why")
                    .doesNotContain("Exception", "secret", "\tat ");
        }
    }

    /** Fails for decisions only, as the denial itself is counted too. */
    private static final class BrokenRegistry extends SimpleMeterRegistry {
        @Override
        protected Counter newCounter(Meter.Id id) {
            if ("allowed".equals(id.getTag("decision"))) {
                throw new IllegalStateException("secret");
            }
            return super.newCounter(id);
        }
    }
}
