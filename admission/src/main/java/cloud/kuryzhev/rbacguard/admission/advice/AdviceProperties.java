package cloud.kuryzhev.rbacguard.admission.advice;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the least role is told.
 *
 * @param enabled whether it is
 * @param patience how long a denial may wait for it; the API server waits for no webhook longer than 30 s
 */
@ConfigurationProperties("rbac-guard.advice")
record AdviceProperties(boolean enabled, Duration patience) {

    private static final Duration LONGEST = Duration.ofSeconds(5);

    AdviceProperties {
        if (!patience.isPositive() || patience.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("rbac-guard.advice.patience is " + patience + ", expected up to "
                    + LONGEST + "; to name no least role, set rbac-guard.advice.enabled to false");
        }
    }
}
