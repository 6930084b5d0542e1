package cloud.kuryzhev.rbacguard.certs;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;

/** What most tests here start from. */
final class Fixtures {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final String HOST = "rbac-guard.kube-system.svc";
    static final ServingNames NAMES =
            ServingNames.ofService("rbac-guard", "kube-system").and("127.0.0.1", "::1");
    static final SecureRandom RANDOM = new SecureRandom();
    static final Rotation ROTATION = new Rotation("rbac-guard test CA", NAMES, RANDOM);

    private Fixtures() {}

    static CertificateAuthority authority() {
        return CertificateAuthority.create("rbac-guard test CA", NOW, RANDOM);
    }

    /** The same bytes on every run. */
    static SecureRandom seeded(long seed) throws NoSuchAlgorithmException {
        SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
        random.setSeed(seed);
        return random;
    }
}
