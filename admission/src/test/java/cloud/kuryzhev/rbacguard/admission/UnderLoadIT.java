package cloud.kuryzhev.rbacguard.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** It starts, is told another policy, and stops, while it is asked all the time. */
@WithControlPlane
class UnderLoadIT {

    private static final int CLIENTS = 8;
    private static final int EDITS = 100;

    /** Not as many as they can: until the port is open that would take the processor from the service that is to start. */
    private static final int PER_SECOND = 200;

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(3);

    private static final String EVERYTHING = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: everything-by-another-name}
            rules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]
            """;

    private final ControlPlane plane;
    private final KubernetesClient admin;

    @TempDir
    Path directory;

    UnderLoadIT(ControlPlane plane) {
        this.plane = plane;
        this.admin = plane.admin().client();
    }

    @AfterEach
    void withTheDefaultPolicy() {
        admin.configMaps()
                .inNamespace("kube-system")
                .withName("rbac-audit-policy")
                .delete();
        admin.resource(EVERYTHING).delete();
    }

    @Test
    void fromItsFirstAnswerOnItNeverAllowsWhatItsPolicyForbids()
            throws IOException, InterruptedException, GeneralSecurityException {
        forbid("view");
        assertNeverAllows(Bodies.binding("view"));
    }

    @Test
    void fromItsFirstAnswerOnItKnowsWhatTheRoleOfABindingGives()
            throws IOException, InterruptedException, GeneralSecurityException {
        admin.resource(EVERYTHING).serverSideApply();
        assertNeverAllows(Bodies.binding("everything-by-another-name"));
    }

    private void assertNeverAllows(byte[] binding) throws IOException, InterruptedException, GeneralSecurityException {
        try (Shipped shipped = Shipped.start(Guard.account(plane), directory);
                Https https = Https.to(shipped)) {
            var load = new Load(https, binding);
            Thread asking = Thread.ofVirtual().start(() -> load.steadily(CLIENTS, PER_SECOND, LONG_ENOUGH));
            await().atMost(LONG_ENOUGH).until(() -> load.outcomes().of(Load.DENIED) > 100);
            asking.interrupt();
            asking.join();

            assertThat(load.outcomes().of(Load.ALLOWED)).isZero();
        }
    }

    @Test
    void aHundredEditsOfThePolicyLetNothingSlipThrough()
            throws IOException, InterruptedException, GeneralSecurityException {
        forbid("view");
        try (Shipped shipped = Shipped.start(Guard.account(plane), directory).awaitReady();
                Https https = Https.to(shipped)) {
            var load = new Load(https, Bodies.binding("view"));
            Thread asking = Thread.ofVirtual().start(() -> load.during(CLIENTS, LONG_ENOUGH));
            for (int i = 0; i < EDITS; i++) {
                forbid("view, other-" + i);
            }
            byte[] last = Bodies.binding("other-" + (EDITS - 1));
            await().atMost(LONG_ENOUGH).until(() -> https.post(last).body().contains("\"allowed\":false"));
            asking.interrupt();
            asking.join();

            assertThat(load.outcomes().counts()).containsOnlyKeys(Load.DENIED);
        }
    }

    /** Those who ask stop a while after it was not ready any more, as whoever comes through a Service does. */
    @Test
    void whileItStopsEveryRequestIsAnswered() throws IOException, InterruptedException, GeneralSecurityException {
        try (Shipped shipped = Shipped.start(Guard.account(plane), directory).awaitReady();
                Https https = Https.to(shipped)) {
            var load = new Load(https, Bodies.harmless());
            var asking = new AtomicBoolean(true);
            Thread clients = Thread.ofVirtual().start(() -> load.whilst(CLIENTS, asking::get));
            await().atMost(LONG_ENOUGH).until(() -> load.outcomes().of(Load.ALLOWED) > 200);

            Thread stop = Thread.ofVirtual().start(() -> shipped.process().stop());
            await().atMost(LONG_ENOUGH)
                    .until(() -> !shipped.health().status("/health/readiness").startsWith("200"));
            long afterwards = load.outcomes().of(Load.ALLOWED) + 50;
            await().atMost(LONG_ENOUGH).until(() -> load.outcomes().of(Load.ALLOWED) > afterwards);
            asking.set(false);
            clients.join();

            assertThat(load.outcomes().counts()).containsOnlyKeys(Load.ALLOWED);
            stop.join();
        }
    }

    private void forbid(String roles) {
        admin.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace("kube-system")
                        .withName("rbac-audit-policy")
                        .endMetadata()
                        .addToData("policy.yaml", "forbidden_roles: [" + roles + "]")
                        .build())
                .serverSideApply();
    }
}
