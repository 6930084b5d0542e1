package cloud.kuryzhev.rbacguard.policy.rule;

/** A rule that looks for certain access, and so minds something in some API groups only: elsewhere nobody need ask it. */
public interface GroupBound {

    /** Whether it may mind something in {@code apiGroup}, which may be a wildcard. */
    boolean looksInto(String apiGroup);
}
