package cloud.kuryzhev.rbacguard.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.certs.CertificateDirectory;
import cloud.kuryzhev.rbacguard.certs.Rotation;
import cloud.kuryzhev.rbacguard.certs.ServingNames;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A year's certificates are replaced, authority and all, while the API server goes on asking. */
@WithControlPlane
class RotationIT {

    private static final Duration SOON = Duration.ofMinutes(2);

    private static final String NARROW = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: asked-for-and-never-made}
            rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
            """;

    private final ControlPlane plane;
    private final KubernetesClient admin;
    private final AtomicLong answered = new AtomicLong();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    RotationIT(ControlPlane plane) {
        this.plane = plane;
        this.admin = plane.admin().client();
    }

    @Test
    void noRequestFailsWhileTheAuthorityAndThenWhatItSignedIsReplaced(@TempDir Path directory)
            throws IOException, InterruptedException, GeneralSecurityException {
        var rotation = new Rotation("rbac-guard test CA", ServingNames.of("127.0.0.1"), new SecureRandom());
        var certificates = new CertificateDirectory(directory, rotation);
        Instant now = Instant.now();
        // an authority that is due now, and what it signed three weeks ago, which is due too
        certificates.ensure(now.minus(Duration.ofDays(250)));
        certificates.ensure(now.minus(Duration.ofDays(21)));
        byte[] old = Files.readAllBytes(directory.resolve("tls.crt"));

        try (Guard guard = Guard.serving(certificates, Guard.account(plane))) {
            guard.register(admin, guard.port());
            Thread load = Thread.ofVirtual().start(this::ask);

            assertThat(certificates.ensure(now).changes())
                    .singleElement()
                    .asString()
                    .startsWith("new CA: ");
            guard.apply(admin, guard.port());
            goOn();
            assertThat(Files.readAllBytes(directory.resolve("tls.crt"))).isEqualTo(old);

            assertThat(certificates.ensure(now).changes())
                    .singleElement()
                    .asString()
                    .startsWith("new serving certificate: ");
            guard.apply(admin, guard.port());
            goOn();
            assertThat(served(guard))
                    .isEqualTo(certificates.ensure(now).certificates().serving().certificate());

            load.interrupt();
            load.join();
            Guard.unregister(admin);
        }
        assertThat(failures).isEmpty();
    }

    private static Certificate served(Guard guard) throws IOException, GeneralSecurityException {
        try (var socket = (SSLSocket) Https.trusting(guard.file("ca.crt"))
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), guard.port())) {
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    private void ask() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                admin.resource(NARROW).dryRun().create();
                answered.incrementAndGet();
            } catch (KubernetesClientException e) {
                if (!Thread.currentThread().isInterrupted()) {
                    failures.add(String.valueOf(e.getMessage()));
                }
            }
        }
    }

    /** Until the API server has long taken note of what was applied, and the service of what lies on its disk. */
    private void goOn() {
        long enough = answered.get() + 300;
        await().atMost(SOON).until(() -> answered.get() >= enough || !failures.isEmpty());
    }
}
