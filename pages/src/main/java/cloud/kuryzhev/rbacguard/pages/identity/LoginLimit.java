package cloud.kuryzhev.rbacguard.pages.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** How often somebody may try to sign in: each try is a question to the API server. */
@Component
final class LoginLimit {

    /** After which there is a try again, in seconds. */
    static final String SECONDS = "6";

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int BY_ADDRESS = 10;
    private static final int BY_ALL = 120;
    private static final int MOST_ADDRESSES = 10_000;

    private final Bucket all = bucket(BY_ALL);
    private final Cache<String, Bucket> addresses = Caffeine.newBuilder()
            .maximumSize(MOST_ADDRESSES)
            .expireAfterAccess(MINUTE)
            .build();

    /** Whether this try is one that may be made; it is counted. */
    boolean allows(String address) {
        return addresses.get(address, _ -> bucket(BY_ADDRESS)).tryConsume(1) && all.tryConsume(1);
    }

    private static Bucket bucket(int aMinute) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(aMinute).refillGreedy(aMinute, MINUTE))
                .build();
    }
}
