package cloud.kuryzhev.rbacguard.pages.identity;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;

/** Asks who is there where nobody is signed in (any more), and refuses what was forged. */
@Component
final class Again implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final SignedIn signedIn;

    Again(SignedIn signedIn) {
        this.signedIn = signedIn;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException, ServletException {
        ask(request, response);
    }

    /** Without a session a form's token counts for nothing, so that asking again is all that can be done. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
            throws IOException, ServletException {
        if (signedIn.viewer(request).isEmpty() && isOwn(request)) {
            ask(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    private static void ask(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        RequestDispatcher page = request.getRequestDispatcher(SignIn.AGAIN);
        page.forward(request, response);
    }

    /** Browsers say where a request was made (Fetch Metadata, W3C). */
    private static boolean isOwn(HttpServletRequest request) {
        return "same-origin".equals(request.getHeader("Sec-Fetch-Site"));
    }
}
