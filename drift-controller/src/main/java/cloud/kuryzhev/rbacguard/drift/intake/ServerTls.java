package cloud.kuryzhev.rbacguard.drift.intake;

import cloud.kuryzhev.rbacguard.drift.intake.IntakeProperties.Tls;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfig.CertificateVerification;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * How a server shows itself, and whom it lets in.
 *
 * @param clientCa if present, clients must show a certificate that it signed
 */
record ServerTls(Tls tls, Optional<Path> clientCa) {

    /** From the files as they are now. */
    SSLHostConfig read() {
        PemSslStoreBundle stores = new PemSslStoreBundle(
                PemSslStoreDetails.forCertificates(location(tls.certificate()))
                        .withPrivateKey(location(tls.privateKey())),
                clientCa.map(ca -> PemSslStoreDetails.forCertificates(location(ca)))
                        .orElse(null));
        SSLHostConfig config = new SSLHostConfig();
        config.setProtocols("TLSv1.2+TLSv1.3");
        SSLHostConfigCertificate certificate =
                new SSLHostConfigCertificate(config, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setCertificateKeystore(stores.getKeyStore());
        certificate.setCertificateKeystorePassword("");
        config.addCertificate(certificate);
        clientCa.ifPresent(_ -> {
            config.setTrustStore(stores.getTrustStore());
            config.setCertificateVerification(CertificateVerification.REQUIRED.name());
        });
        return config;
    }

    private static String location(Path file) {
        return file.toUri().toString();
    }
}
