package cloud.kuryzhev.rbacguard.admission.management;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.stereotype.Component;

/** How it is listened: in the clear, or where tokens come along, over TLS with the webhook's certificate, which is followed as it is renewed. */
@Component
class Listener {

    private static final String BUNDLE = "webhook";

    private final ManagementProperties properties;
    private final SslBundles bundles;
    private final boolean tls;

    Listener(
            ManagementProperties properties,
            SslBundles bundles,
            @Value("${rbac-guard.metrics.protected}") boolean isProtected) {
        this.properties = properties;
        this.bundles = bundles;
        this.tls = isProtected;
    }

    HttpServer listen() throws IOException {
        if (!tls) {
            return HttpServer.create(properties.socketAddress(), 0);
        }
        HttpsServer server = HttpsServer.create(properties.socketAddress(), 0);
        server.setHttpsConfigurator(configurator(bundles.getBundle(BUNDLE)));
        bundles.addBundleUpdateHandler(BUNDLE, next -> server.setHttpsConfigurator(configurator(next)));
        return server;
    }

    private static HttpsConfigurator configurator(SslBundle bundle) {
        return new HttpsConfigurator(bundle.createSslContext());
    }
}
