package cloud.kuryzhev.rbacguard.pages.identity;

import cloud.kuryzhev.rbacguard.pages.PagesProperties;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Signs in whose token a trusted proxy sends along; from anybody else the header is as good as absent. */
final class ProxyFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(ProxyFilter.class);
    private static final String SCHEME = "Bearer ";

    private final List<IpAddressMatcher> proxies;
    private final String header;
    private final Viewers viewers;
    private final SignedIn signedIn;

    ProxyFilter(PagesProperties.Proxy proxy, Viewers viewers, SignedIn signedIn) {
        this.proxies = proxy.addresses().stream().map(IpAddressMatcher::new).toList();
        this.header = proxy.header();
        this.viewers = viewers;
        this.signedIn = signedIn;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (proxies.stream().anyMatch(it -> it.matches(request.getRemoteAddr()))) {
            token(request)
                    .filter(it -> signedIn.viewer(request)
                            .filter(viewer -> viewer.hasShown(it))
                            .isEmpty())
                    .ifPresent(it -> signIn(it, request, response));
        }
        chain.doFilter(request, response);
    }

    private Optional<String> token(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(header))
                .map(it -> it.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) ? it.substring(SCHEME.length()) : it)
                .map(String::strip)
                .filter(it -> !it.isEmpty());
    }

    /** Whoever had the session before is not whom the proxy speaks of now. */
    private void signIn(String token, HttpServletRequest request, HttpServletResponse response) {
        signedIn.end(request);
        try {
            viewers.of(token).ifPresent(it -> signedIn.begin(it, request, response));
        } catch (KubernetesClientException e) {
            LOG.warn("a token that a proxy sent could not be checked: {}", e.getMessage());
        }
    }
}
