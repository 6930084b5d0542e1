package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.Metadata;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rule.GroupBound;
import cloud.kuryzhev.rbacguard.policy.rule.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a permission weighs: 1 where no rule of the catalogue minds a role that grants nothing else, and twice as much for each step of
 * the severity of the worst that does: 2 LOW, 4 MEDIUM, 8 HIGH, 16 CRITICAL.
 */
final class Risk {

    private static final RuleContext ALONE = new RuleContext(Policy.DEFAULT, Cluster.UNKNOWN, Instant.EPOCH);
    private static final ObjectKey CLUSTER_ROLE = new ObjectKey(Kind.CLUSTER_ROLE, "", "alone");
    private static final ObjectKey ROLE = new ObjectKey(Kind.ROLE, "namespace", "alone");

    private final Policy policy;
    private final Map<String, List<Rule>> minding = new HashMap<>();

    Risk(Policy policy) {
        this.policy = policy;
    }

    int of(Atom atom) {
        boolean namespaced = !atom.binding().clusterWide();
        boolean restricted =
                policy.restrictedNamespaces().contains(atom.binding().key().namespace());
        var alone = new Role(namespaced ? ROLE : CLUSTER_ROLE, List.of(atom.rule()), Metadata.NONE);
        var found = new ArrayList<Severity>();
        for (Rule rule : minding(atom.rule())) {
            rule.matches(alone, ALONE)
                    .forEach(match -> found.add(rule.spec().severity(namespaced, restricted, match.narrow())));
        }
        return found.isEmpty() ? 1 : weight(Collections.max(found));
    }

    /** The rules that may mind something in the API group of {@code atom}: for most groups it is less than half of them. */
    private List<Rule> minding(PolicyRule atom) {
        return atom.apiGroups().isEmpty()
                ? Rule.CATALOGUE
                : minding.computeIfAbsent(atom.apiGroups().getFirst(), group -> Rule.CATALOGUE.stream()
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
