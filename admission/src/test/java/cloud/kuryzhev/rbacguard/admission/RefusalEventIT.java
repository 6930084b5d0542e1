package cloud.kuryzhev.rbacguard.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A refusal is also an event where the object would have been. */
@WithControlPlane
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalEventIT {

    private final ControlPlane plane;
    private final Kubectl kubectl;
    private final Guard guard;

    RefusalEventIT(ControlPlane plane, @TempDir Path directory) throws IOException {
        this.plane = plane;
        this.kubectl = plane.admin().kubectl();
        this.guard = Guard.installed(plane, directory);
    }

    @AfterAll
    void remove() {
        Guard.unregister(plane.admin().client());
        guard.close();
    }

    @Test
    void aRefusalIsToldOnceInItsNamespaceAndADryRunNever() throws InterruptedException {
        kubectl.run("create", "namespace", "told");
        assertThat(role("role", "too-much", "--dry-run=server", "-n", "told").succeeded())
                .isFalse();
        assertThat(role("role", "too-much", "-n", "told").succeeded()).isFalse();
        assertThat(role("role", "too-much", "-n", "told").succeeded()).isFalse();
        assertThat(role("role", "another", "-n", "told").succeeded()).isFalse();

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> assertThat(events("told", "another"))
                                .contains(
                                        "Warning RBACDenied CREATE rbac.authorization.k8s.io/v1 Role rbac-guard refused Role told/another:"));
        assertThat(events("told", "too-much").split("RBACDenied", -1)).hasSize(2);
    }

    @Test
    void aRefusalInNoNamespaceIsToldInTheDefaultOne() throws InterruptedException {
        assertThat(role("clusterrole", "everywhere").succeeded()).isFalse();

        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(events("default", "everywhere"))
                .contains("refused ClusterRole everywhere:\n- wildcard_verb "));
    }

    private Kubectl.Result role(String kind, String name, String... more) throws InterruptedException {
        var arguments = new ArrayList<>(List.of("create", kind, name, "--verb=*", "--resource=pods"));
        arguments.addAll(List.of(more));
        return kubectl.run(arguments.toArray(String[]::new));
    }

    private String events(String namespace, String name) throws InterruptedException {
        return kubectl.run(
                        "get",
                        "events.v1.events.k8s.io",
                        "-n",
                        namespace,
                        "-o",
                        "jsonpath={range .items[?(@.regarding.name=='" + name
                                + "')]}{.type} {.reason} {.action} {.regarding.apiVersion} {.regarding.kind} {.note}{'\\n'}{end}")
                .stdout();
    }
}
