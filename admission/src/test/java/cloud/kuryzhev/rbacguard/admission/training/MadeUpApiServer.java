package cloud.kuryzhev.rbacguard.admission.training;

import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;

/** Serves {@link MadeUpCluster} as an API server would: over TLS, by HTTP/2 and HTTP/1.1. */
final class MadeUpApiServer implements AutoCloseable {

    private final Tomcat tomcat = new Tomcat();

    /** @param certificates holds {@code tls.crt} and {@code tls.key} */
    MadeUpApiServer(Path certificates, Path work) throws LifecycleException {
        tomcat.setBaseDir(work.toString());
        tomcat.setConnector(connector(certificates));
        Context context = tomcat.addContext("", work.toString());
        Tomcat.addServlet(context, "cluster", new MadeUpCluster());
        context.addServletMappingDecoded("/*", "cluster");
        tomcat.start();
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    private static Connector connector(Path certificates) {
        var host = new SSLHostConfig();
        var certificate = new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setCertificateFile(certificates.resolve("tls.crt").toString());
        certificate.setCertificateKeyFile(certificates.resolve("tls.key").toString());
        host.addCertificate(certificate);
        var connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("SSLEnabled", "true");
        connector.setScheme("https");
        connector.setSecure(true);
        connector.addSslHostConfig(host);
        connector.addUpgradeProtocol(new Http2Protocol());
        return connector;
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }
}
