package cloud.kuryzhev.rbacguard.drift.intake;

import cloud.kuryzhev.rbacguard.drift.intake.IntakeProperties.Tls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** All that {@link #read} would read. */
    String content() {
        return Stream.of(Optional.of(tls.certificate()), Optional.of(tls.privateKey()), clientCa)
                .flatMap(Optional::stream)
                .map(ServerTls::text)
                .collect(Collectors.joining());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ", which the intake needs for TLS", e);
        }
    }

    private static String location(Path file) {
        return file.toUri().toString();
    }
}
