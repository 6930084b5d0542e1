package cloud.kuryzhev.rbacguard.drift.telling;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Where something may be sent: over TLS, or to this machine. */
final class Destination {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost");

    private Destination() {}

    /** Empty for what must not be sent to. Says nothing of it, since a URL can be a secret. */
    static Optional<URI> of(String url) {
        try {
            URI uri = URI.create(url);
            String host = uri.getHost();
            boolean safe = "https".equals(uri.getScheme())
                    || ("http".equals(uri.getScheme()) && LOOPBACK.contains(String.valueOf(host)));
            return safe && host != null && uri.getUserInfo() == null ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /**
     * For what an operator configures.
     *
     * @throws IllegalArgumentException if it must not be sent to
     */
    static URI configured(String property, String url) {
        return of(url).orElseThrow(() -> new IllegalArgumentException(
                property + " must be an https URL without a user (http is for 127.0.0.1 and localhost)"));
    }
}
