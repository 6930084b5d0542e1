package cloud.kuryzhev.rbacguard.usage.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoogleLogEntriesTest extends FilesCase {

    private static final String ALLOW =
            "\"authorization.k8s.io/decision\":\"allow\",\"authorization.k8s.io/reason\":\"RBAC: x\"";
    private static final String PODS = entry("io.k8s.core.v1.pods.list", "core/v1/namespaces/team/pods", ALLOW, "{}");

    @ParameterizedTest
    @CsvSource({
        "io.k8s.core.v1.pods.get, core/v1/namespaces/team/pods/web, get pods web -n team",
        "io.k8s.core.v1.pods.list, core/v1/pods, list pods",
        "io.k8s.core.v1.pods.exec.create, core/v1/namespaces/team/pods/web/exec, create pods/exec web -n team",
        "io.k8s.core.v1.pods.create, core/v1/namespaces/team/pods/web, create pods -n team",
        "io.k8s.core.v1.nodes.status.patch, core/v1/nodes/n1/status, patch nodes/status n1",
        "io.k8s.core.v1.namespaces.get, core/v1/namespaces/team, get namespaces team -n team",
        "io.k8s.apps.v1.deployments.deletecollection, apps/v1/namespaces/team/deployments, deletecollection deployments.apps -n team",
        "io.k8s.authorization.rbac.v1.clusterroles.update, rbac.authorization.k8s.io/v1/clusterroles/admin, update clusterroles.rbac.authorization.k8s.io admin",
        "io.cert-manager.v1.certificates.watch, cert-manager.io/v1/certificates, watch certificates.cert-manager.io",
    })
    void theMethodAndTheResourceAreThePermission(String method, String resource, String expected) throws IOException {
        assertLines(read(entry(method, resource, ALLOW, "{}")), Map.of("used", 1L));
        assertThat(seen).containsExactly("used User dev@example.com: " + expected);
    }

    @Test
    void aMethodThatIsNotTheResourcesIsRefused() throws IOException {
        assertLines(
                read(entry("io.k8s.core.v1.secrets.get", "core/v1/namespaces/team/pods/web", ALLOW, "{}")
                        + entry("io.k8s.core.v1.pods.exec", "core/v1/namespaces/team/pods/web/exec", ALLOW, "{}")
                        + entry("get", "healthz", ALLOW, "{}")),
                Map.of("malformed:not_an_event", 3L));
    }

    @Test
    void theLabelsSayTheDecision() throws IOException {
        String forbidden = "\"authorization.k8s.io/decision\":\"forbid\",\"authorization.k8s.io/reason\":\"\"";
        String iam =
                "\"authorization.k8s.io/decision\":\"allow\",\"authorization.k8s.io/reason\":\"access granted by IAM permissions.\"";
        assertLines(
                read(PODS + PODS.replace(ALLOW, forbidden) + PODS.replace(ALLOW, iam)),
                Map.of("used", 1L, "denied", 1L, "skipped:other_authorizer", 1L));
    }

    @ParameterizedTest
    @CsvSource({
        "0, used",
        "5, used",
        "6, used",
        "10, used",
        "3, used",
        "7, denied",
        "403, denied",
        "16, skipped:unauthenticated",
        "8, skipped:throttled",
        "99, used"
    })
    void withoutLabelsTheStatusDecides(int code, String result) throws IOException {
        assertLines(
                read(entry("io.k8s.core.v1.pods.list", "core/v1/pods", "", "{\"code\":" + code + "}")),
                Map.of(result, 1L));
    }

    @Test
    void otherServicesAndOtherLogsAreSkipped() throws IOException {
        String gke = PODS.replace("\"k8s.io\"", "\"container.googleapis.com\"");
        String text =
                "{\"logName\":\"projects/p/logs/stdout\",\"resource\":{\"type\":\"k8s_container\"},\"textPayload\":\"hi\"}";
        assertLines(read(gke + "\n" + text), Map.of("skipped:other_log", 2L));
    }

    @Test
    void theListThatTheCommandLinePrints() throws IOException {
        FileReport report = read("[\n  " + PODS + ",\n  " + PODS + "\n]\n");
        assertLines(report, Map.of("used", 2L));
        assertThat(report.format()).isEqualTo(Format.GKE);
    }

    @Test
    void projectLocationAndNameAreTheCluster() throws IOException {
        assertThat(complete(write("one", PODS)).cluster())
                .isEqualTo(Optional.of(new ClusterId("gke:p1/europe-west3/prod")));
    }

    @Test
    void anEntryOfNobodyIsUnauthenticated() throws IOException {
        assertLines(read(PODS.replace("dev@example.com", "")), Map.of("skipped:unauthenticated", 1L));
    }

    private static String entry(String method, String resource, String labels, String status) {
        return """
                {"insertId":"a1","logName":"projects/p1/logs/cloudaudit.googleapis.com%%2Fdata_access","timestamp":"2026-11-22T05:40:00.123456789Z",\
                "resource":{"type":"k8s_cluster","labels":{"cluster_name":"prod","location":"europe-west3","project_id":"p1"}},\
                "labels":{%s},"protoPayload":{"@type":"type.googleapis.com/google.cloud.audit.AuditLog","serviceName":"k8s.io",\
                "methodName":"%s","resourceName":"%s","authenticationInfo":{"principalEmail":"dev@example.com"},\
                "status":%s,"request":{"protoPayload":{},"timestamp":"never"}}}""".formatted(labels, method, resource, status);
    }
}
