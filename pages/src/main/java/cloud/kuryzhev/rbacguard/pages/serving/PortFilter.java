package cloud.kuryzhev.rbacguard.pages.serving;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Serves each path on the port that it is for: metrics and probes on the service's, everything else on the pages'. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PortFilter extends OncePerRequestFilter {

    private final PagesPort port;

    PortFilter(PagesPort port) {
        this.port = port;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isForTheService(request.getRequestURI()) == port.tookIn(request)) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean isForTheService(String path) {
        return path.startsWith("/metrics") || path.startsWith("/health");
    }
}
