package cloud.kuryzhev.rbacguard.drift.intake;

import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.util.FileSystemUtils;

/** Serves some paths over TLS on a port of their own, apart from metrics and health. */
final class IntakeServer implements AutoCloseable {

    /** How long a connection may be silent in the middle of a request. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    /** So much of a refused body is read on, so that its sender sees the answer. */
    private static final int SWALLOWED = 1 << 24;

    private static final int MAX_CONNECTIONS = 256;

    private final Tomcat tomcat = new Tomcat();
    private final Http11NioProtocol protocol = new Http11NioProtocol();

    private final Path directory;

    private IntakeServer(Path directory) {
        this.directory = directory;
        // before anything else: Tomcat makes a folder where the process was started if it has to ask for one
        tomcat.setBaseDir(directory.toString());
    }

    /** @param port 0 takes a free one */
    static IntakeServer start(int port, SSLHostConfig tls, Map<String, HttpServlet> servlets) {
        try {
            IntakeServer server = new IntakeServer(Files.createTempDirectory("rbac-guard-intake"));
            server.tomcat.setConnector(server.connector(port, tls));
            Context context = server.tomcat.addContext("", null);
            servlets.forEach((path, servlet) -> {
                Tomcat.addServlet(context, path, servlet);
                context.addServletMappingDecoded(path, path);
            });
            server.tomcat.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a working directory for the intake on port " + port, e);
        } catch (LifecycleException e) {
            throw new IllegalStateException("cannot serve the intake on port " + port, e);
        }
    }

    private Connector connector(int port, SSLHostConfig tls) {
        protocol.setSSLEnabled(true);
        protocol.addSslHostConfig(tls);
        protocol.setExecutor(new VirtualThreadExecutor("intake-"));
        protocol.setConnectionTimeout((int) SILENCE.toMillis());
        protocol.setMaxConnections(MAX_CONNECTIONS);
        protocol.setMaxSwallowSize(SWALLOWED);
        Connector connector = new Connector(protocol);
        connector.setPort(port);
        connector.setScheme("https");
        connector.setSecure(true);
        connector.setParseBodyMethods(""); // a token is in the query or nowhere
        connector.setThrowOnFailure(true);
        return connector;
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    /** Takes another certificate from the next connection on. */
    void renew(SSLHostConfig tls) {
        protocol.addSslHostConfig(tls, true);
    }

    /** Ends after the requests that are being answered. */
    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException("cannot end the intake", e);
        } finally {
            FileSystemUtils.deleteRecursively(directory.toFile());
        }
    }
}
