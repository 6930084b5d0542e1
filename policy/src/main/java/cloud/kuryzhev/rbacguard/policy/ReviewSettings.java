package cloud.kuryzhev.rbacguard.policy;

import java.time.Duration;

/**
 * How often people look again at what is granted.
 *
 * @param maxAge how long a review of a ClusterRoleBinding counts
 */
public record ReviewSettings(Duration maxAge) {

    /** A quarter. */
    public static final ReviewSettings DEFAULT = new ReviewSettings(Duration.ofDays(90));
}
