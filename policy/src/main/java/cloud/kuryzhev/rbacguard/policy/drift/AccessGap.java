package cloud.kuryzhev.rbacguard.policy.drift;

/**
 * How much more is granted than was used.
 *
 * @param permissions that are granted, a wildcard taken for everything that {@code discovery} has of it
 * @param used some of them
 * @param unobservable some more of them, whose use cannot be seen
 * @param unusedPercent the rest, of 100
 * @param unusedRiskPercent the same, each permission weighed by the harm that it can do ({@link Risk})
 * @param discovery what wildcards were expanded against
 */
public record AccessGap(
        long permissions, long used, long unobservable, int unusedPercent, int unusedRiskPercent, String discovery) {}
