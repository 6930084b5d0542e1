package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Verbs;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one rule looks for, each access sufficient by itself. Most rules of a role are about API groups in which there is nothing to look
 * for, and that is seen at once.
 */
record Dangers(List<Access> all, Set<String> apiGroups) {

    Dangers {
        all = List.copyOf(all);
        apiGroups = Set.copyOf(apiGroups);
    }

    static Dangers of(List<Access> all) {
        return new Dangers(all, all.stream().map(Access::apiGroup).collect(Collectors.toSet()));
    }

    /** Those of which {@code rule} grants any, in their order: mostly none, and then without allocating anything. */
    List<Access> grantedBy(PolicyRule rule) {
        List<Access> granted = List.of();
        if (!sharesAnApiGroup(rule)) {
            return granted;
        }
        for (int i = 0; i < all.size(); i++) {
            Access access = all.get(i);
            if (access.isGrantedBy(rule)) {
                granted = granted.isEmpty() ? new ArrayList<>() : granted;
                granted.add(access);
            }
        }
        return granted;
    }

    /** Whether there is something to look for in {@code apiGroup}, which may be a wildcard. */
    boolean areIn(String apiGroup) {
        return apiGroups.contains(apiGroup) || apiGroup.equals(Verbs.ALL);
    }

    private boolean sharesAnApiGroup(PolicyRule rule) {
        List<String> groups = rule.apiGroups();
        for (int i = 0; i < groups.size(); i++) {
            if (areIn(groups.get(i))) {
                return true;
            }
        }
        return false;
    }
}
