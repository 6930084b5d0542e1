package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rule.EachRule;
import cloud.kuryzhev.rbacguard.policy.rule.GroupBound;
import cloud.kuryzhev.rbacguard.policy.rule.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a permission weighs: 1 where no rule of the catalogue minds a role that grants nothing else, and twice as much for each step of
 * the severity of the worst that does: 2 LOW, 4 MEDIUM, 8 HIGH, 16 CRITICAL.
 */
final class Risk {

    /** The others never mind one permission: they look at bindings, at labels, or at what many rules add up to. */
    private static final List<EachRule> OF_ITSELF = Rule.CATALOGUE.stream()
            .filter(EachRule.class::isInstance)
            .map(EachRule.class::cast)
            .toList();

    private final Policy policy;
    private final Map<String, List<EachRule>> minding = new ConcurrentHashMap<>();

    Risk(Policy policy) {
        this.policy = policy;
    }

    int of(Atom atom) {
        boolean namespaced = !atom.binding().clusterWide();
        boolean restricted =
                policy.restrictedNamespaces().contains(atom.binding().key().namespace());
        List<PolicyRule> alone = List.of(atom.rule());
        var found = new ArrayList<Severity>(0);
        for (EachRule rule : minding(atom.rule())) {
            rule.in(alone).forEach(match -> found.add(rule.spec().severity(namespaced, restricted, match.narrow())));
        }
        return found.isEmpty() ? 1 : weight(Collections.max(found));
    }

    /** The rules that may mind something in the API group of {@code atom}: for most groups it is less than half of them. */
    private List<EachRule> minding(PolicyRule atom) {
        return atom.apiGroups().isEmpty()
                ? OF_ITSELF
                : minding.computeIfAbsent(atom.apiGroups().getFirst(), group -> OF_ITSELF.stream()
                        .filter(rule -> !(rule instanceof GroupBound bound) || bound.looksInto(group))
                        .toList());
    }

    private static int weight(Severity worst) {
        return switch (worst) {
            case LOW -> 2;
            case MEDIUM -> 4;
            case HIGH -> 8;
            case CRITICAL -> 16;
        };
    }
}
