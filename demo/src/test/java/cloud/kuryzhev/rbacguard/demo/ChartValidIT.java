package cloud.kuryzhev.rbacguard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the chart renders is taken by a real API server to the last field: server-side dry-run knows the schemas, as kubeconform does, and
 * also compiles CEL, and refuses unknown and doubled fields.
 */
@WithControlPlane
class ChartValidIT {

    private static final Path CRDS = ProjectRoot.find().resolve("chart/crds");

    /** Kinds that the control plane does not have. */
    private static final Set<String> FOREIGN = Set.of("PrometheusRule", "ServiceMonitor", "Issuer", "Certificate");

    @BeforeAll
    static void install(ControlPlane plane) throws InterruptedException {
        run(plane, "", "create", "namespace", Guard.NAMESPACE);
        run(plane, "", "apply", "--server-side", "--validate=strict", "-f", CRDS.toString());
        run(plane, "", "wait", "--for=condition=Established", "-f", CRDS.toString());
    }

    @AfterAll
    static void leaveNothing(ControlPlane plane) throws InterruptedException {
        run(plane, "", "delete", "-f", CRDS.toString());
        run(plane, "", "delete", "namespace", Guard.NAMESPACE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mode=enforce",
                "mode=audit,admission.replicas=3,defaultToken=opt-out,networkPolicies.apiServer[0].ipBlock.cidr=10.0.0.1/32",
                "mode=warn,defaultToken=keep,networkPolicies.enabled=false,driftController.persistence.enabled=false",
                "backstop.enabled=true,remediation.enabled=true,remediation.rollback=auto,guardians.users[0]=jane,guardians.groups[0]=ops",
                "driftController.auditWebhook.enabled=true,driftController.auditPolicy=preset:gke",
                "driftController.auditLog.path=/var/log/audit/audit.log,driftController.nodeSelector.role=control-plane",
                "driftController.telling.slack.enabled=true,driftController.telling.owners[0]=pay* jane",
                "admission.url=https://10.0.0.1:8443/validate,certificates.issuer=provided,certificates.caBundle=YQ=="
            })
    void theApiServerTakesEveryFieldOfIt(String values, ControlPlane plane)
            throws InterruptedException, JsonProcessingException {
        List<Map<String, Object>> objects = RenderedChart.with(values.split(",", -1)).objects().stream()
                .filter(it -> !FOREIGN.contains(String.valueOf(it.get("kind"))))
                .toList();
        String manifests = JsonMapper.builder()
                .build()
                .writeValueAsString(Map.of("apiVersion", "v1", "kind", "List", "items", objects));

        String taken = run(plane, manifests, "apply", "--dry-run=server", "--validate=strict", "-f", "-");

        assertThat(taken.lines()).hasSameSizeAs(objects).allMatch(it -> it.endsWith("(server dry run)"));
    }

    private static String run(ControlPlane plane, String stdin, String... arguments) throws InterruptedException {
        Kubectl.Result result = plane.admin().kubectl().runWith(stdin, arguments);
        assertThat(result.succeeded()).as(result.stderr()).isTrue();
        return result.stdout();
    }
}
