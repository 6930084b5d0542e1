package cloud.kuryzhev.rbacguard.policy;

import java.util.Locale;

/** What is done about a finding at admission. */
public enum Action {
    /** The request is refused. */
    DENY,
    /** The request passes, and whoever made it reads the finding. */
    WARN,
    /** The request passes, and the audit log keeps the finding. */
    AUDIT,
    /** There is no finding. */
    OFF;

    /** As {@code policy.yaml} spells it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
