package cloud.kuryzhev.rbacguard.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.testbed.Binaries;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The chart with Helm 4, which applies on the server's side; everywhere else tests use Helm 3. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class Helm4IT {

    private static final String CHART = ProjectRoot.find().resolve("chart").toString();
    private static final String OURS =
            "validatingwebhookconfigurations,mutatingwebhookconfigurations,clusterroles,clusterrolebindings";

    private static final String RELEASE = "rbac-guard";

    private final Path helm;
    private final ControlPlane plane;
    private final Guard guard;

    Helm4IT() throws InterruptedException {
        helm = Binaries.helm();
        plane = ControlPlane.start();
        guard = new Guard(plane);
    }

    @BeforeAll
    void installWithHelm3() throws InterruptedException {
        guard.install();
        guard.startAdmission();
    }

    @AfterAll
    void end() {
        guard.close();
        plane.close();
    }

    @Test
    void findsNothingToComplainOf() throws InterruptedException {
        assertThat(helm("lint", CHART, "--strict")).contains("0 chart(s) failed");
    }

    @Test
    void makesTheSameOfTheChartAsHelm3() throws InterruptedException {
        String rendered = helm(
                "template",
                "rbac-guard",
                CHART,
                "--namespace",
                "rbac-guard",
                "--kube-version",
                "v1.36.3",
                "--skip-tests");

        assertThat(RenderedChart.parsed(rendered).objects())
                .containsExactlyInAnyOrderElementsOf(RenderedChart.with().objects());
    }

    /** It sends everything again, changed or not, and so the guard has to be there. */
    @Test
    @Order(1)
    void takesOverAReleaseOfHelm3() throws InterruptedException {
        upgrade("policy.restricted_namespaces[0]=ledger");

        assertThat(kubectl("get", "configmap", "-n", "kube-system", "rbac-audit-policy", "-o", "yaml"))
                .contains("- ledger")
                .doesNotContain("- payments");
    }

    @Test
    @Order(2)
    void leavesNothingOnceItIsUninstalledAndInstallsAgain(@TempDir Path directory)
            throws InterruptedException, IOException {
        Path values = directory.resolve("values.yaml");
        Files.writeString(values, helm("get", "values", RELEASE, "--namespace", Guard.NAMESPACE, "-o", "yaml"));

        helm("uninstall", RELEASE, "--namespace", Guard.NAMESPACE);
        assertThat(kubectl("get", OURS, "-o", "name")).doesNotContain("rbac-guard", "rbac-auditor");

        helm(
                "install",
                RELEASE,
                CHART,
                "--namespace",
                Guard.NAMESPACE,
                "--values",
                values.toString(),
                "--force-conflicts");
        upgrade("mode=warn");

        assertThat(helm("get", "values", RELEASE, "--namespace", Guard.NAMESPACE))
                .contains("mode: warn");
        assertThat(kubectl("get", OURS, "-o", "name")).contains("rbac-guard", "rbac-auditor");
    }

    private void upgrade(String value) throws InterruptedException {
        helm("upgrade", RELEASE, CHART, "--namespace", Guard.NAMESPACE, "--reset-then-reuse-values", "--set", value);
    }

    private String kubectl(String... arguments) throws InterruptedException {
        var result = plane.admin().kubectl().run(arguments);
        assertThat(result.succeeded()).as(result.stderr()).isTrue();
        return result.stdout();
    }

    private String helm(String... arguments) throws InterruptedException {
        var command = new ArrayList<>(List.of(helm.toString()));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("KUBECONFIG", plane.admin().kubeconfig().toString());
            builder.environment().put("HOME", plane.directory().toString());
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + helm, e);
        }
    }
}
