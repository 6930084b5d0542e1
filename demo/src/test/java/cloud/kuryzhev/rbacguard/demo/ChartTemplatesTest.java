package cloud.kuryzhev.rbacguard.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the chart makes of its values, without a cluster. */
class ChartTemplatesTest {

    @TempDir
    Path directory;

    private static final List<String> RBAC = List.of("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding");

    @Test
    void everyRoleAndBindingOfTheGuardIsGuardedByTheWebhookAndByTheService() throws IOException {
        RenderedChart chart = RenderedChart.with(
                "backstop.enabled=true",
                "pages.enabled=true",
                "remediation.enabled=true",
                "metrics.readers[0].namespace=monitoring",
                "metrics.readers[0].name=prometheus");
        String webhook = chart.ofKind("ValidatingWebhookConfiguration").toList().toString();
        String service = Files.readString(ProjectRoot.find().resolve("admission/src/main/resources/application.yaml"))
                .replace("${rbac-guard.namespace}", "rbac-guard");
        List<String> own = RBAC.stream()
                .flatMap(chart::ofKind)
                .map(RenderedChart::name)
                .filter(it -> !it.contains("/rbac-guard-test")) // there while helm test runs
                .toList();

        assertThat(own).hasSizeGreaterThan(10).allSatisfy(name -> {
            assertThat(webhook).contains('"' + name + '"');
            assertThat(service).contains("- " + name + "\n");
        });
    }

    @Test
    void theAdmissionServicesLimitHoldsItsLargestHeapAndAllElse() throws IOException {
        int heap = mebibytes("-Xmx(\\d+)m", "admission/src/main/jvm/jvm.options");
        int limit = mebibytes("(?s)\nadmission:.*?limits: \\{memory: (\\d+)Mi}", "chart/values.yaml");

        assertThat(limit).isGreaterThanOrEqualTo(heap + 200);
    }

    private static int mebibytes(String pattern, String file) throws IOException {
        Matcher matcher = Pattern.compile(pattern)
                .matcher(Files.readString(ProjectRoot.find().resolve(file)));
        assertThat(matcher.find()).as("%s in %s", pattern, file).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    @Test
    void noRoleOfTheGuardHoldsAWildcardOrASecretWithoutANameOrTheRightToGrant() {
        assertThat(Stream.of("Role", "ClusterRole")
                        .flatMap(RenderedChart.with("backstop.enabled=true")::ofKind)
                        .flatMap(role -> rules(role).stream()))
                .isNotEmpty()
                .allSatisfy(rule -> {
                    assertThat(rule.toString()).doesNotContain("*", "escalate", "bind]", "impersonate");
                    if (strings(rule, "resources").contains("secrets")) {
                        assertThat(strings(rule, "resourceNames").equals(List.of("rbac-guard-tls"))
                                        || strings(rule, "verbs").equals(List.of("create")))
                                .isTrue();
                    }
                });
    }

    @Test
    void onlyWhereSuggestionsAreAppliedMayTheGuardGrantAndIsWhatItPutsBackNotJudged() {
        RenderedChart usual = RenderedChart.with();
        RenderedChart applying = RenderedChart.with("remediation.enabled=true", "remediation.rollback=auto");

        assertThat(usual.ofKind("ClusterRole").map(RenderedChart::name))
                .doesNotContain("ClusterRole rbac-auditor-remediation");
        assertThat(usual.ofKind("ValidatingWebhookConfiguration").toList().toString())
                .doesNotContain("restored-for");
        assertThat(applying.ofKind("ClusterRole").map(RenderedChart::name))
                .contains("ClusterRole rbac-auditor-remediation");
        assertThat(applying.ofKind("ValidatingWebhookConfiguration").toList().toString())
                .contains("\"audit.kuryzhev.cloud/restored-for\" in object.metadata.annotations");
        assertThat(applying.ofKind("Deployment").toList().toString())
                .contains("--rbac-guard.remediation.enabled=true", "--rbac-guard.remediation.rollback=auto");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "admission.replicas=3",
                "mode=warn",
                "mode=audit",
                "admission.url=https://10.0.0.1:8443/validate,certificates.issuer=provided,certificates.caBundle=YQ==",
                "driftController.auditWebhook.enabled=true",
                "driftController.auditLog.path=/var/log/kubernetes/audit/audit.log",
                "driftController.persistence.enabled=false",
                "driftController.persistence.existingClaim=mine",
                "networkPolicies.enabled=false",
                "defaultToken=keep",
                "backstop.enabled=true",
                "metrics.authentication=false",
                "metrics.serviceMonitor.enabled=always",
                "metrics.dashboard.as=configmap",
                "alerts.enabled=always",
                "remediation.enabled=true,remediation.rollback=auto"
            })
    void everyChoiceRenders(String values) {
        assertThat(RenderedChart.with(values.split(",", -1)).objects())
                .hasSizeGreaterThan(15)
                .allSatisfy(object -> {
                    assertThat(object).containsKeys("apiVersion", "kind", "metadata");
                    assertThat(RenderedChart.name(object)).doesNotContain("null");
                });
    }

    @Test
    void helmHasNothingAgainstIt() {
        LintResult lint =
                new Helm(ProjectRoot.find().resolve("chart")).lint().strict().call();
        assertThat(lint.isFailed()).as("%s", lint.getMessages()).isFalse();
    }

    @Test
    void servicesThatRunOutsideAreNotDeployed() {
        RenderedChart outside = RenderedChart.with(
                "admission.url=https://10.0.0.1:8443/validate",
                "certificates.issuer=provided",
                "certificates.caBundle=YQ==");
        assertThat(Stream.of("Deployment", "Service", "NetworkPolicy", "PersistentVolumeClaim")
                        .flatMap(outside::ofKind))
                .isEmpty();
        assertThat(outside.ofKind("ValidatingWebhookConfiguration").toList().toString())
                .contains("url=https://10.0.0.1:8443/guard", "caBundle=YQ==")
                .doesNotContain("service=");
    }

    @Test
    void theBundleIsNobodysButTheIssuers() {
        assertThat(RenderedChart.with().objects().toString()).doesNotContain("caBundle");
    }

    @Test
    void alertsComeAsTheyAreTestedAndOnlyWhereTheyAreUnderstood() throws IOException {
        assertThat(RenderedChart.with().ofKind("PrometheusRule")).isEmpty();
        RenderedChart chart = RenderedChart.with("alerts.enabled=always", "alerts.labels.release=prometheus");
        Object tested = new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(ProjectRoot.find().resolve("chart/files/alerts.yaml")));
        assertThat(chart.ofKind("PrometheusRule")).singleElement().satisfies(rule -> {
            assertThat(rule.get("spec")).isEqualTo(tested);
            assertThat(rule.get("metadata")).asString().contains("release=prometheus");
        });
    }

    @Test
    void whoeverIsToldIsReachedWithSecretsFromFilesOnly() {
        String controller = RenderedChart.with(
                        "driftController.telling.github.repository=acme/rbac",
                        "driftController.telling.github.app.id=123456",
                        "driftController.telling.github.app.installation=12345678",
                        "driftController.telling.slack.enabled=true",
                        "driftController.telling.webhook.url=https://hooks.example.com/x",
                        "driftController.telling.owners[0]=pay* jane")
                .ofKind("Deployment")
                .toList()
                .toString();
        assertThat(controller)
                .contains(
                        "--rbac-guard.telling.github.repository=acme/rbac",
                        "--rbac-guard.telling.github.app.installation=12345678,",
                        "--rbac-guard.telling.github.app.key-file=/var/run/rbac-guard/telling/github-app.pem",
                        "--rbac-guard.telling.slack.url-file=/var/run/rbac-guard/telling/slack-url",
                        "--rbac-guard.telling.webhook.secret-file=/var/run/rbac-guard/telling/webhook-key",
                        "--rbac-guard.telling.owners[0]=pay* jane",
                        "secretName=rbac-guard-telling")
                .doesNotContain("github.token-file");
        assertThat(RenderedChart.with().ofKind("Deployment").toList().toString())
                .doesNotContain("rbac-guard-telling", "github", "slack", "webhook-key");
    }

    @Test
    void metricsAreReadOverTlsByWhomTheApiServerLetsUnlessThatIsSwitchedOff() {
        RenderedChart usual = RenderedChart.with("metrics.serviceMonitor.enabled=always");
        RenderedChart open =
                RenderedChart.with("metrics.authentication=false", "metrics.serviceMonitor.enabled=always");

        assertThat(usual.ofKind("Deployment"))
                .hasSize(2)
                .allSatisfy(it -> assertThat(it.toString()).contains("metrics.protected=true", "scheme=HTTPS"))
                .anySatisfy(it -> assertThat(it.toString()).contains("--server.ssl.bundle=ephemeral"));
        assertThat(usual.ofKind("ServiceMonitor")).hasSize(2).allSatisfy(it -> assertThat(it.toString())
                .contains("scheme=https", "bearerTokenFile"));
        assertThat(usual.ofKind("ClusterRoleBinding").map(RenderedChart::name))
                .contains("ClusterRoleBinding rbac-guard-metrics-auth")
                .doesNotContain("ClusterRoleBinding rbac-guard-metrics-reader");
        assertThat(open.ofKind("ClusterRoleBinding").map(RenderedChart::name))
                .doesNotContain("ClusterRoleBinding rbac-guard-metrics-auth");
        assertThat(open.objects().toString())
                .doesNotContain("metrics.protected", "ssl.bundle", "scheme=https", "HTTPS");
    }

    @Test
    void theDashboardComesAsGrafanaCanTakeIt() {
        assertThat(RenderedChart.with().objects().toString()).doesNotContain("dashboard");
        assertThat(RenderedChart.with("metrics.dashboard.as=configmap").ofKind("ConfigMap"))
                .anySatisfy(it -> assertThat(it.toString()).contains("grafana_dashboard=1", "RBAC guard"));
    }

    @Test
    void theTestOfARealDenialIsThereOnlyWhereThingsAreDenied() throws IOException {
        assertThat(RenderedChart.withTests(directory).ofKind("Pod"))
                .singleElement()
                .satisfies(it -> assertThat(it.toString()).contains("args=[test, rbac-guard]", "runAsNonRoot=true"));
        assertThat(RenderedChart.withTests(directory, "mode=warn").ofKind("Pod"))
                .isEmpty();
    }

    @Test
    void anAppsIdMayBeWrittenAsANumberInAFileOfValues() throws IOException {
        Path values = Files.writeString(directory.resolve("values.yaml"), """
                driftController:
                  telling: {github: {repository: acme/rbac, app: {id: 1234567, installation: 12345678}}}
                """);
        assertThat(RenderedChart.withFile(values).ofKind("Deployment").toList().toString())
                .contains("--rbac-guard.telling.github.app.id=1234567,");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "admission.replicas=0 | minimum",
                "mode=dry-run | mode",
                "admission.url=http://plain/validate | pattern",
                "admission.url=https://10.0.0.1/validate | issuer",
                "certificates.issuer=nobody | issuer",
                "certificates.issuer=provided | certificates.caBundle is needed",
                "certificates.issuer=cert-manager | install cert-manager first",
                "driftController.minimumWindow=week | pattern",
                "driftController.persistence.size=plenty | pattern",
                "alerts.enabled=maybe | alerts",
                "metrics.readers[0].name=prometheus | namespace",
                "metrics.serviceMonitor.interval=soon | interval",
                "driftController.telling.github.repository=rbac | repository",
                "driftController.telling.webhook.url=http://plain | url",
                "typo=1 | typo"
            })
    void aValueThatCannotBeUsedIsRefusedByName(String valueAndWord) {
        String[] parts = valueAndWord.split(" \\| ", -1);
        assertThatThrownBy(() -> RenderedChart.with(parts[0])).hasMessageContaining(parts[1]);
    }

    @Test
    void aKubernetesThatIsTooOldIsRefusedByItsVersion() {
        assertThatThrownBy(() -> RenderedChart.on("v1.29.9"))
                .hasMessageContaining(">=1.30.0")
                .hasMessageContaining("1.29.9");
    }

    @Test
    void everyPodSaysWhyItEnded() {
        assertThat(RenderedChart.with().ofKind("Deployment")).hasSize(2).allSatisfy(it -> assertThat(it.toString())
                .contains("terminationMessagePolicy=FallbackToLogsOnError"));
    }

    private static List<Map<?, ?>> rules(Map<String, Object> role) {
        return ((List<?>) Objects.requireNonNull(role.get("rules")))
                .stream().<Map<?, ?>>map(rule -> (Map<?, ?>) rule).toList();
    }

    private static List<String> strings(Map<?, ?> rule, String key) {
        return rule.get(key) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
