package cloud.kuryzhev.rbacguard.admission;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.stereotype.Component;

/**
 * Has connections kept only while they are few. An API server keeps its own for 90 seconds (apimachinery's {@code SetOldTransportDefaults}),
 * and {@code server.tomcat.keep-alive-timeout} is longer: else a request may meet a connection that is being closed, and somebody's write
 * fails. There are few API servers, with few connections each; many come from somebody else, and each of them costs memory.
 */
@Component
class IdleConnections extends HttpFilter implements TomcatConnectorCustomizer {

    private static final long serialVersionUID = 1;

    static final int FEW = 1_000;

    private transient volatile @Nullable AbstractProtocol<?> protocol;

    @Override
    public void customize(Connector connector) {
        if (connector.getProtocolHandler() instanceof AbstractProtocol<?> handler) {
            protocol = handler;
        }
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        AbstractProtocol<?> connections = protocol;
        if (connections != null && connections.getConnectionCount() > FEW) {
            response.setHeader("Connection", "close");
        }
        chain.doFilter(request, response);
    }
}
