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
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;

@WithControlPlane
class ValidateControllerIT {

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
            var controller = new ValidateController(
                    policies,
                    cluster,
                    new Judge(policies, cluster, metrics, _ -> {}, (_, _, _) -> "", clock),
                    new PolicyEdits(policies, cluster, metrics, clock),
                    metrics,
                    new Crowd(),
                    new AdmissionProperties(DataSize.ofKilobytes(4)));

            ResponseEntity<byte[]> response = controller.validate(request(NARROW));

            assertThat(response.getStatusCode().value()).isEqualTo(200);
            assertThat(response.getBody())
                    .asString(UTF_8)
                    .contains("\"uid\":\"u-1\",\"allowed\":false", "\"code\":500", "its log says why")
                    .doesNotContain("Exception", "secret", "\tat ");
        }
    }

    private static MockHttpServletRequest request(String body) {
        var request = new MockHttpServletRequest("POST", "/validate");
        request.setContent(body.getBytes(UTF_8));
        return request;
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
