package cloud.kuryzhev.rbacguard.drift.scrape;

import cloud.kuryzhev.rbacguard.certs.CertificateAuthority;
import cloud.kuryzhev.rbacguard.certs.Identity;
import cloud.kuryzhev.rbacguard.certs.ServingNames;
import cloud.kuryzhev.rbacguard.drift.repeated.Repeated;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslStoreBundle;

/**
 * TLS that keeps tokens from whoever listens, with a certificate that nobody can verify: made at the start, of an authority that is
 * forgotten at once, and renewed at two thirds of its life.
 */
final class EphemeralTls implements SslBundleRegistrar, AutoCloseable {

    private static final String BUNDLE = "ephemeral";
    private static final String PASSWORD = ""; // the store never leaves the memory
    private static final Duration RENEWED =
            CertificateAuthority.SERVING_LIFE.multipliedBy(2).dividedBy(3);

    private final ServingNames names;
    private final Clock clock;
    private final SecureRandom random;
    private @Nullable Repeated renewal;

    EphemeralTls(ServingNames names, Clock clock, SecureRandom random) {
        this.names = names;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public void registerBundles(SslBundleRegistry registry) {
        registry.registerBundle(BUNDLE, next());
        renewal = Repeated.start("ephemeral-tls", () -> {
            Thread.sleep(RENEWED);
            registry.updateBundle(BUNDLE, next());
            return Duration.ZERO;
        });
    }

    @Override
    public void close() {
        if (renewal != null) {
            renewal.close();
        }
    }

    private SslBundle next() {
        Instant now = clock.instant();
        Identity serving =
                CertificateAuthority.create("rbac-guard metrics", now, random).issue(names, now, random);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "serving",
                    serving.key(),
                    PASSWORD.toCharArray(),
                    serving.chain().toArray(Certificate[]::new));
            return SslBundle.of(SslStoreBundle.of(store, PASSWORD, null));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java cannot keep a key in memory", e);
        }
    }
}
