package cloud.kuryzhev.rbacguard.admission;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Lets few large bodies, and those that do not say how large they are, into memory at once; the many small ones do not wait for them. */
@Component
class LargeBodies extends HttpFilter {

    private static final long serialVersionUID = 1;

    private static final int SMALL_BYTES = 256 * 1024;
    private static final int AT_ONCE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Semaphore places = new Semaphore(AT_ONCE);

    private static boolean isSmall(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        return length >= 0 && length <= SMALL_BYTES;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isSmall(request)) {
            chain.doFilter(request, response);
        } else if (entered()) {
            inTurn(request, response, chain);
        } else {
            response.setHeader("Retry-After", "1");
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }

    private void inTurn(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } finally {
            places.release();
        }
    }

    private boolean entered() {
        try {
            return places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
