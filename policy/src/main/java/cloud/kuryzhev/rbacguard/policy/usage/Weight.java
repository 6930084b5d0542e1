package cloud.kuryzhev.rbacguard.policy.usage;

import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import java.util.List;
import java.util.stream.Stream;

/** How many bytes something takes at most when it is written as JSON. */
final class Weight {

    /** Quotes, comma. */
    private static final int OF_A_TEXT = 4;
    /** The keys, two times and a count. */
    private static final int OF_A_RULE = 200;

    private Weight() {}

    static int of(PolicyRule rule) {
        return OF_A_RULE
                + Stream.of(
                                rule.verbs(),
                                rule.apiGroups(),
                                rule.resources(),
                                rule.resourceNames(),
                                rule.nonResourceUrls())
                        .flatMap(List::stream)
                        .mapToInt(Weight::of)
                        .sum();
    }

    /** Anything but plain ASCII may become {@code \}{@code u0000}. */
    static int of(String text) {
        return OF_A_TEXT
                + text.chars()
                        .map(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\' ? 1 : 6)
                        .sum();
    }
}
