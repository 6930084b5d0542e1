package cloud.kuryzhev.rbacguard.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.certs.CertificateDirectory;
import cloud.kuryzhev.rbacguard.certs.Rotation;
import cloud.kuryzhev.rbacguard.certs.ServingNames;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@WithControlPlane
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsIT {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int ALERT = 21; // RFC 5246 section 6.2.1
    private static final int PROTOCOL_VERSION = 70; // section 7.2

    private final Guard guard;

    TlsIT(ControlPlane plane, @TempDir Path directory) throws IOException {
        this.guard = Guard.start(Guard.account(plane), directory);
    }

    @AfterAll
    void stop() {
        guard.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void currentVersionsAreSpoken(String protocol) throws GeneralSecurityException, IOException {
        assertThat(handshake(protocol).getProtocol()).isEqualTo(protocol);
    }

    /** This JVM's own client would not offer them, so the offer is written by hand. */
    @ParameterizedTest
    @CsvSource({"TLS 1.0, 0301", "TLS 1.1, 0302"})
    void oldVersionsAreRefused(String name, String version) throws IOException {
        String hello = version + "00".repeat(32) + "00" + "0004" + "c009c013"
                + "0100"; // no session, two ciphers, no compression
        String message = "01" + "%06x".formatted(hello.length() / 2) + hello;
        String offer = "160301" + "%04x".formatted(message.length() / 2) + message;
        try (Socket socket = new Socket(LOOPBACK, guard.port())) {
            socket.getOutputStream().write(HexFormat.of().parseHex(offer));

            byte[] answer = socket.getInputStream().readNBytes(7);
            assertThat(answer[0]).as(name).isEqualTo((byte) ALERT);
            assertThat(answer[6]).as(name).isEqualTo((byte) PROTOCOL_VERSION);
        }
    }

    @Test
    void renewedCertificatesAreServedWithoutARestart() throws GeneralSecurityException, IOException {
        for (int renewal = 1; renewal <= 2; renewal++) {
            BigInteger before = serial();
            ServingNames names =
                    ServingNames.of("127.0.0.1", "renewed-" + renewal); // other names, hence a new certificate
            new CertificateDirectory(
                            guard.certificates().directory(), new Rotation("any CA", names, new SecureRandom()))
                    .ensure(Instant.now());

            await().atMost(Duration.ofMinutes(1)).until(() -> !serial().equals(before));
        }
    }

    private BigInteger serial() throws GeneralSecurityException, IOException {
        return ((X509Certificate) handshake("TLSv1.3").getPeerCertificates()[0]).getSerialNumber();
    }

    private SSLSession handshake(String protocol) throws GeneralSecurityException, IOException {
        try (SSLSocket socket = (SSLSocket)
                Https.trusting(guard.file("ca.crt")).getSocketFactory().createSocket(LOOPBACK, guard.port())) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.startHandshake();
            return socket.getSession();
        }
    }
}
