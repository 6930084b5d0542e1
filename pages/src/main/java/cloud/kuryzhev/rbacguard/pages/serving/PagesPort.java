package cloud.kuryzhev.rbacguard.pages.serving;

import cloud.kuryzhev.rbacguard.pages.PagesProperties;
import jakarta.servlet.ServletRequest;
import java.util.concurrent.Executors;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.Http11NioProtocol;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** A port of the pages' own beside that of metrics and probes, which are for others. */
@Component
public final class PagesPort implements WebServerFactoryCustomizer<TomcatWebServerFactory> {

    private static final int LARGEST_POST = 64 * 1024;
    private static final int MOST_PARAMETERS = 1100; // a queue's page, all of it snoozed
    private static final String PROTOCOL = Http11NioProtocol.class.getName();

    private final Connector connector = new Connector(PROTOCOL);

    /** @param address that the service listens on; every one if empty */
    PagesPort(PagesProperties properties, @Value("${server.address:}") String address) {
        if (!address.isEmpty()) {
            connector.setProperty("address", address);
        }
        connector.setPort(properties.port());
        connector.setMaxPostSize(LARGEST_POST);
        connector.setMaxParameterCount(MOST_PARAMETERS);
        connector.setXpoweredBy(false);
        connector.setProperty("compression", "on");
        connector.setProperty("compressibleMimeType", "text/html,text/css,text/javascript");
        connector.getProtocolHandler().setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    }

    @Override
    public void customize(TomcatWebServerFactory factory) {
        factory.addAdditionalConnectors(connector);
        // what stands before it may speak TLS where it does not
        factory.addContextCustomizers(context -> context.setUseRelativeRedirects(true));
    }

    /** The port as it is open; -1 before it is. */
    public int number() {
        return connector.getLocalPort();
    }

    /** Whether a request came in by it. */
    public boolean tookIn(ServletRequest request) {
        return request.getLocalPort() == number();
    }
}
