package cloud.kuryzhev.rbacguard.policy.audit;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;

/** How many of the requests that a permission stands for something matches. */
enum Match {
    NONE,
    /** At least it cannot be told that it is none or all. */
    SOME,
    ALL;

    static Match of(boolean all) {
        return all ? ALL : NONE;
    }

    /** Matched by each. */
    static Match each(Match... conditions) {
        return Arrays.stream(conditions).min(Comparator.naturalOrder()).orElse(ALL);
    }

    /** Matched by at least one; several that match some may together match all, which is not looked into. */
    static Match any(Stream<Match> alternatives) {
        return alternatives.max(Comparator.naturalOrder()).orElse(NONE);
    }
}
