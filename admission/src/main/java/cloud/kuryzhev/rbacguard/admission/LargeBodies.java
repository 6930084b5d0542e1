package cloud.kuryzhev.rbacguard.admission;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets few large bodies, and those that do not say how large they are, into memory at once; the many small ones do not wait for them. */
@Component
class LargeBodies extends OncePerRequestFilter {

    private static final int SMALL_BYTES = 256 * 1024;
    private static final int AT_ONCE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Semaphore places = new Semaphore(AT_ONCE);

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        return length >= 0 && length <= SMALL_BYTES;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!entered()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
            return;
        }
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
