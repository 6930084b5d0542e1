package cloud.kuryzhev.rbacguard.admission.management;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where probes and scrapers are answered.
 *
 * @param port 0 for any that is free
 * @param address without it, on all
 */
@ConfigurationProperties("management.server")
record ManagementProperties(int port, @Nullable InetAddress address) {

    InetSocketAddress socketAddress() {
        return new InetSocketAddress(address, port);
    }
}
