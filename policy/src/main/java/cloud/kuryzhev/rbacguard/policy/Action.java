package cloud.kuryzhev.rbacguard.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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

    /** The action that {@code policy.yaml} calls {@code name}, lower-case. */
    public static Optional<Action> named(String name) {
        return Arrays.stream(values())
                .filter(action -> action.toString().equals(name))
                .findFirst();
    }

    /** As {@code policy.yaml} spells it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
