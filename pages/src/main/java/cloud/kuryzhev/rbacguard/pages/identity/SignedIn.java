package cloud.kuryzhev.rbacguard.pages.identity;

import cloud.kuryzhev.rbacguard.pages.PagesProperties;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;

/** The sessions: each is a viewer's, lasts for a while, and is nowhere but in this process's memory. */
@Component
final class SignedIn {

    private static final String VIEWER = "viewer";

    private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
    private final Duration idle;
    private final Duration longest;
    private final Clock clock;

    SignedIn(PagesProperties properties, Clock clock) {
        this.idle = properties.idle();
        this.longest = properties.longest();
        this.clock = clock;
    }

    /** Begins a new session; whatever session the request had is over. */
    void begin(Viewer viewer, HttpServletRequest request, HttpServletResponse response) {
        end(request);
        HttpSession session = request.getSession(true);
        session.setMaxInactiveInterval((int) idle.toSeconds());
        session.setAttribute(VIEWER, viewer); // told when the session is over, however that comes
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new PreAuthenticatedAuthenticationToken(viewer, null, List.of()));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }

    /** Ends the request's session, if it has one. */
    void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        SecurityContextHolder.clearContext();
    }

    /** Whose session the request is of. */
    Optional<Viewer> viewer(HttpServletRequest request) {
        return Optional.ofNullable(request.getSession(false)).map(it -> (Viewer) it.getAttribute(VIEWER));
    }

    /** Whether the session has lasted for as long as any may. */
    boolean isOver(HttpSession session) {
        return Instant.ofEpochMilli(session.getCreationTime()).plus(longest).isBefore(clock.instant());
    }
}
