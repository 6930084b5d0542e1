package cloud.kuryzhev.rbacguard.admission.event;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How refusals are told by events.
 *
 * @param enabled whether they are
 * @param between the least time between two about the same object for the same cause
 * @param perMinute the most in a minute
 */
@ConfigurationProperties("rbac-guard.events")
record EventsProperties(boolean enabled, Duration between, int perMinute) {

    EventsProperties {
        if (between.isNegative() || perMinute < 1) {
            throw new IllegalArgumentException(
                    "rbac-guard.events.between is " + between + " and per-minute " + perMinute
                            + ", expected at least 0s and 1; to write none, set rbac-guard.events.enabled to false");
        }
    }
}
