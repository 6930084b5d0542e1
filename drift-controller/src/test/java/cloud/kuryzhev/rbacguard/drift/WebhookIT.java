package cloud.kuryzhev.rbacguard.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.drift.intake.Authority;
import cloud.kuryzhev.rbacguard.testbed.ChildProcess;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.ControlPlaneOptions;
import cloud.kuryzhev.rbacguard.testbed.User;
import cloud.kuryzhev.rbacguard.usage.StoredUsage;
import cloud.kuryzhev.rbacguard.usage.file.AuditLogTail;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A real API server posts its audit events and writes them to a log too; what comes of either is the same. */
class WebhookIT {

    private static final int KILLS = 3;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @Test
    void killingTheReceiverLosesAndDoublesNothing() throws IOException, InterruptedException {
        Authority authority = new Authority(directory.resolve("tls"));
        int port = freePort();
        Path config = authority.webhookConfig("kube-apiserver", URI.create("https://127.0.0.1:" + port + "/audit"));
        // five tries over 120 s: a receiver that is away for longer loses what the API server drops
        ControlPlaneOptions options = ControlPlaneOptions.DEFAULT
                .withApiServerFlag("--audit-webhook-config-file=" + config)
                .withApiServerFlag("--audit-webhook-initial-backoff=15s")
                .withApiServerFlag("--audit-webhook-batch-max-wait=200ms");
        try (ControlPlane plane = options.start();
                UsageStore posted = UsageStore.sqlite(directory.resolve("usage.db"));
                UsageStore logged = UsageStore.sqlite(directory.resolve("logged.db"));
                var tail =
                        new AuditLogTail(plane.auditLog(), logged, AuditLogTail.Options.DEFAULT, Clock.systemUTC())) {
            User auditor = plane.serviceAccount(Installation.NAMESPACE, "rbac-auditor");
            for (int kill = 0; kill < KILLS; kill++) {
                try (ChildProcess receiver = receiver(authority, port, auditor)) {
                    awaitSame(plane, posted, logged, tail); // so that no batch meets two absences
                    makeEvents(plane);
                    receiver.kill();
                }
                makeEvents(plane);
            }
            try (ChildProcess _ = receiver(authority, port, auditor)) {
                awaitSame(plane, posted, logged, tail);
            }
        }
    }

    /** What was refused meanwhile comes again within a minute; events go on, so the two are the same between two of them only. */
    private void awaitSame(ControlPlane plane, UsageStore posted, UsageStore logged, AuditLogTail tail) {
        String log = "file:" + plane.auditLog();
        await().atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofSeconds(1))
                .failFast(() -> assertNothingGivenUp(plane))
                .untilAsserted(() -> {
                    readToTheEnd(tail);
                    assertThat(posted.lines("webhook")).isEqualTo(logged.lines(log));
                    assertThat(StoredUsage.of(posted)).isEqualTo(StoredUsage.of(logged));
                });
    }

    private static void assertNothingGivenUp(ControlPlane plane) {
        assertThat(plane.directory().resolve("kube-apiserver.log"))
                .as("what the API server gave up nobody can keep")
                .content()
                .doesNotContain("Error in audit plugin");
    }

    private static void readToTheEnd(AuditLogTail tail) throws IOException {
        boolean more = true;
        while (more) {
            more = tail.poll();
        }
    }

    private ChildProcess receiver(Authority authority, int port, User auditor) {
        String webhook = "--rbac-guard.intake.webhook.";
        return Jar.start(
                auditor,
                Path.of(""),
                directory,
                "receiver",
                "--rbac-guard.intake.directory=" + directory.resolve("journal"),
                webhook + "port=" + port,
                webhook + "tls.certificate=" + authority.file("tls.crt"),
                webhook + "tls.private-key=" + authority.file("tls.key"),
                webhook + "client-ca=" + authority.file("ca.crt"),
                webhook + "clients=kube-apiserver");
    }

    private static void makeEvents(ControlPlane plane) {
        for (int i = 0; i < 100; i++) {
            plane.admin()
                    .client()
                    .configMaps()
                    .inNamespace("default")
                    .resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName("made-" + i)
                            .endMetadata()
                            .build())
                    .serverSideApply();
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
