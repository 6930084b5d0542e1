package cloud.kuryzhev.rbacguard.pages.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends sessions that have lasted for as long as any may. */
final class SessionFilter extends OncePerRequestFilter {

    private final SignedIn signedIn;

    SessionFilter(SignedIn signedIn) {
        this.signedIn = signedIn;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        if (session != null && signedIn.isOver(session)) {
            signedIn.end(request);
        }
        chain.doFilter(request, response);
    }
}
