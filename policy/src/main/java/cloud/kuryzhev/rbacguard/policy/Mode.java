package cloud.kuryzhev.rbacguard.policy;

import java.util.Locale;

/** How far a policy is in force at admission. What stands in the cluster is judged alike in all of them. */
public enum Mode {
    /** What it denies is refused. */
    ENFORCE,
    /** What it denies passes, and whoever made the request reads that it would be refused. */
    WARN,
    /** Everything passes without a word, and the audit log keeps what would be refused. */
    AUDIT;

    /** What becomes of {@code decision}, which was made as if everything were enforced. */
    Decision soften(Decision decision) {
        return switch (this) {
            case ENFORCE -> decision;
            case WARN -> decision instanceof Decision.Denied denied ? new Decision.Spared(denied, true) : decision;
            case AUDIT ->
                switch (decision) {
                    case Decision.Denied denied -> new Decision.Spared(denied, false);
                    case Decision.Allowed allowed -> allowed.withoutWarnings();
                    case Decision.Spared spared -> spared;
                };
        };
    }

    /** As {@code policy.yaml} spells it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
