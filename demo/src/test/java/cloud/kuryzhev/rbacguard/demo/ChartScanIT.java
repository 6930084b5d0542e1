package cloud.kuryzhev.rbacguard.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What we refuse others we do not ask for ourselves, but for what its policy exempts with a reason: the command as a gate, over our own chart. */
class ChartScanIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mode=enforce",
                "backstop.enabled=true",
                "remediation.enabled=true",
                "metrics.readers[0].namespace=monitoring,metrics.readers[0].name=prometheus",
                "driftController.auditWebhook.enabled=true"
            })
    void theChartHandsOutNothingThatWeighsHigh(String values) throws IOException, InterruptedException {
        RenderedChart chart = RenderedChart.with(values.split(",", -1));
        var list = Map.of("apiVersion", "v1", "kind", "List", "items", chart.objects());
        Path policy = Files.writeString(directory.resolve("policy.yaml"), policy(chart));
        Path rendered = Files.writeString(directory.resolve("chart.yaml"), new KubernetesSerialization().asYaml(list));
        Process scan = new ProcessBuilder(List.of(
                        Java.COMMAND,
                        "-jar",
                        ProjectRoot.find().resolve("cli/target/rbac-guard.jar").toString(),
                        "scan",
                        "--severity=HIGH",
                        "--fail-on-findings",
                        "--policy=" + policy,
                        rendered.toString()))
                .redirectErrorStream(true)
                .start();
        String said = new String(scan.getInputStream().readAllBytes(), UTF_8);
        assertThat(scan.waitFor()).as(said).isZero();
        assertThat(said).contains("0 findings in ").doesNotContain("in 0 objects");
    }

    private static String policy(RenderedChart chart) {
        return chart.ofKind("ConfigMap")
                .map(it -> it.get("data"))
                .flatMap(data ->
                        data instanceof Map<?, ?> map ? Stream.ofNullable(map.get("policy.yaml")) : Stream.empty())
                .map(String.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
