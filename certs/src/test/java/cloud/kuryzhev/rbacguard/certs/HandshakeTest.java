package cloud.kuryzhev.rbacguard.certs;

import static cloud.kuryzhev.rbacguard.certs.Fixtures.HOST;
import static cloud.kuryzhev.rbacguard.certs.Fixtures.NAMES;
import static cloud.kuryzhev.rbacguard.certs.Fixtures.RANDOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK's TLS stack, which knows no injected clock: hence the real time here. */
class HandshakeTest {

    private final Instant now = Instant.now();
    private final CertificateAuthority authority = CertificateAuthority.create("rbac-guard test CA", now, RANDOM);
    private final Identity serving = authority.issue(NAMES, now, RANDOM);

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aClientThatTrustsTheAuthorityIsServed(String protocol) throws Exception {
        assertThat(handshake(serving, authority, HOST, protocol)).isEqualTo(protocol);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rbac-guard", "rbac-guard.kube-system.svc.cluster.local", "127.0.0.1", "::1"})
    void everyNameOfTheServerIsServed(String host) throws Exception {
        assertThat(handshake(serving, authority, host, "TLSv1.3")).isEqualTo("TLSv1.3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rbac-guard.other.svc", "127.0.0.2", "rbac-guard.kube-system.svc.evil.example"})
    void anotherNameIsRefused(String host) {
        assertThatExceptionOfType(SSLHandshakeException.class)
                .isThrownBy(() -> handshake(serving, authority, host, "TLSv1.3"))
                .withMessageContaining(host);
    }

    @Test
    void anotherAuthorityOfTheSameNameIsNotTrusted() {
        CertificateAuthority other = CertificateAuthority.create("rbac-guard test CA", now, RANDOM);

        assertThatExceptionOfType(SSLHandshakeException.class)
                .isThrownBy(() -> handshake(serving, other, HOST, "TLSv1.3"));
    }

    @Test
    void anExpiredCertificateIsRefused() {
        Identity expired = CertificateAuthority.create("rbac-guard test CA", now.minus(Duration.ofDays(40)), RANDOM)
                .issue(NAMES, now.minus(Duration.ofDays(40)), RANDOM);

        assertThatExceptionOfType(SSLHandshakeException.class)
                .isThrownBy(() -> handshake(expired, authority, HOST, "TLSv1.2"));
    }

    @Test
    void whileAnAuthorityIsReplacedTheBundleServesBoth() throws Exception {
        Rotation rotation = new Rotation("rbac-guard test CA", NAMES, RANDOM);
        Instant before = now.minus(Duration.ofDays(245));
        Certificates old = rotation.next(Map.of(), before).certificates();
        Certificates between = rotation.next(old.files(), now).certificates();

        assertThat(between.trusted()).hasSize(2);
        Identity byOld = old.authority().issue(NAMES, now, RANDOM);
        Identity byNew = between.authority().issue(NAMES, now, RANDOM);
        for (Identity server : List.of(byOld, byNew)) {
            try (LoopbackTls tls = new LoopbackTls(server)) {
                assertThat(tls.handshake(between.trusted(), HOST, "TLSv1.3")).isEqualTo("TLSv1.3");
            }
        }
    }

    private static String handshake(Identity server, CertificateAuthority trusted, String host, String protocol)
            throws Exception {
        List<X509Certificate> trust = List.of(trusted.certificate());
        try (LoopbackTls tls = new LoopbackTls(server)) {
            return tls.handshake(trust, host, protocol);
        }
    }
}
