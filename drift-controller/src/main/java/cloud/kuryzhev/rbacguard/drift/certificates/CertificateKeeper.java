package cloud.kuryzhev.rbacguard.drift.certificates;

import cloud.kuryzhev.rbacguard.certs.Certificates;
import cloud.kuryzhev.rbacguard.certs.Rotation;
import cloud.kuryzhev.rbacguard.drift.certificates.CertificateSecret.Stored;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one step of the certificates' life at a time, so that nobody ever meets one that they do not trust yet:
 *
 * <ol>
 *   <li>what is stored is renewed where it must be ({@link Rotation});
 *   <li>the API server is told to trust the authorities, old and new;
 *   <li>only then is it stored, for the admission service to serve.
 * </ol>
 *
 * <p>Where one fails the next attempt starts from what is stored then.
 */
final class CertificateKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateKeeper.class);

    private final CertificateSecret secret;
    private final TrustedAuthorities authorities;
    private final Rotation rotation;

    CertificateKeeper(CertificateSecret secret, TrustedAuthorities authorities, Rotation rotation) {
        this.secret = secret;
        this.authorities = authorities;
        this.rotation = rotation;
    }

    /**
     * One step, at {@code now}; returns what is stored after it.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server cannot be asked, or another replica was faster
     */
    Certificates step(Instant now) {
        Stored stored = secret.read();
        Rotation.Step step = rotation.next(stored.files(), now);
        int told = authorities.publish(step.certificates().caBundle());
        if (told > 0) {
            LOG.info("{} webhook configurations trust the authorities in {} now", told, secret);
        }
        if (!step.changes().isEmpty()) {
            secret.replace(stored, step.certificates().files());
            LOG.info("renewed {}: {}", secret, String.join("; ", step.changes()));
        }
        return step.certificates();
    }
}
