package cloud.kuryzhev.rbacguard.policy.rbac;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rules found by the API group that they are about: who asks about thousands of permissions does not go through all rules for each.
 *
 * <p>The answer is that of {@link PolicyRule#allows}, asked of one rule after the other.
 */
public final class RuleIndex {

    private final Map<String, List<PolicyRule>> byApiGroup = new HashMap<>();
    private final List<PolicyRule> onUrls;

    /** Of {@code rules}, in any order. */
    public RuleIndex(List<PolicyRule> rules) {
        rules.forEach(rule -> rule.apiGroups().forEach(group -> byApiGroup
                .computeIfAbsent(group, _ -> new ArrayList<>())
                .add(rule)));
        onUrls = rules.stream().filter(it -> !it.nonResourceUrls().isEmpty()).toList();
    }

    /** Whether one of the rules, in force where {@code permission} is asked for, allows it. */
    public boolean allows(Permission permission) {
        return switch (permission) {
            case Permission.OnResource asked ->
                isAllowedBy(of(asked.apiGroup()), permission) || isAllowedBy(of(Verbs.ALL), permission);
            case Permission.OnUrl _ -> isAllowedBy(onUrls, permission);
        };
    }

    private List<PolicyRule> of(String apiGroup) {
        return byApiGroup.getOrDefault(apiGroup, List.of());
    }

    private static boolean isAllowedBy(List<PolicyRule> rules, Permission permission) {
        for (PolicyRule rule : rules) {
            if (rule.allows(permission)) {
                return true;
            }
        }
        return false;
    }
}
