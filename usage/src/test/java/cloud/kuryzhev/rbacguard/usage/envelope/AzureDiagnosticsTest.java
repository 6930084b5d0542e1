package cloud.kuryzhev.rbacguard.usage.envelope;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AzureDiagnosticsTest extends FilesCase {

    private static final String EVENT = event().line();

    @Test
    void recordsOnePerLineWithAByteOrderMarkAsInStorage() throws IOException {
        FileReport report = read("\ufeff" + record("kube-audit", quoted(EVENT).replaceAll("\"$", "\\\\n\"")) + "\r\n"
                + record("kube-audit", quoted(EVENT)) + "\r\n");
        assertLines(report, Map.of("used", 2L));
        assertThat(report.format()).isEqualTo(Format.AKS);
        assertThat(seen).first().asString().startsWith("used User alice: get pods");
    }

    @Test
    void recordsInAListAsEventHubsSendThem() throws IOException {
        String record = record("kube-audit-admin", quoted(EVENT));
        String message = "{\"records\":[" + record + "," + record + "]}";
        assertLines(read(message + "\n" + message), Map.of("used", 4L));
    }

    @Test
    void anEventThatIsAnObjectAndNoString() throws IOException {
        assertLines(
                read(record("kube-audit", EVENT) + record("kube-audit", "{}")),
                Map.of("used", 1L, "malformed:not_an_event", 1L));
    }

    @Test
    void otherCategoriesAreSkipped() throws IOException {
        assertLines(
                read(record("guard", quoted("I1122 Azure RBAC")) + record("kube-apiserver", quoted(EVENT))),
                Map.of("skipped:other_log", 2L));
    }

    @Test
    void anEventThatAzureCutIsCountedAndTheRestGoesOn() throws IOException {
        String cut = quoted(EVENT.substring(0, 100));
        assertLines(
                read(record("kube-audit", cut) + "\n" + record("kube-audit", quoted(EVENT))),
                Map.of("used", 1L, "malformed:not_json", 1L));
    }

    @Test
    void aRecordWithoutALogIsMalformed() throws IOException {
        assertLines(
                read("{\"category\":\"kube-audit\",\"properties\":{\"pod\":\"x\"}}"),
                Map.of("malformed:missing_field", 1L));
    }

    @Test
    void theResourceIdIsTheClusterInWhateverCase() throws IOException {
        String upper = record("kube-audit", quoted(EVENT));
        String mixed = upper.replace("MANAGEDCLUSTERS", "managedClusters");
        assertThat(complete(write("both", upper + mixed)).cluster())
                .isEqualTo(
                        Optional.of(
                                new ClusterId(
                                        "aks:/subscriptions/s1/resourcegroups/rg/providers/microsoft.containerservice/managedclusters/prod")));
    }

    private static String record(String category, String log) {
        return """
                {"time":"2026-11-22T05:40:00Z","resourceId":"/SUBSCRIPTIONS/S1/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.CONTAINERSERVICE\
                /MANAGEDCLUSTERS/PROD","operationName":"Microsoft.ContainerService/managedClusters/diagnosticLogs/Read",\
                "category":"%s","properties":{"log":%s,"stream":"stdout","pod":"kube-apiserver-7d"}}""".formatted(category, log);
    }
}
