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
import cloud.kuryzhev.rbacguard.policy.rule.Rule;
import cloud.kuryzhev.rbacguard.policy.rule.RuleSpec;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a permission weighs: 1 where no rule of the catalogue minds a role that grants nothing else, and twice as much for each step of
 * the severity of the worst that does: 2 LOW, 4 MEDIUM, 8 HIGH, 16 CRITICAL.
 */
final class Risk {

    private final RuleContext context;
    private final Map<Role, Integer> known = new HashMap<>();

    Risk(Policy policy) {
        this.context = new RuleContext(policy, Cluster.UNKNOWN, Instant.EPOCH);
    }

    int of(Atom atom) {
        return known.computeIfAbsent(alone(atom), this::weight);
    }

    /** One name weighs as much as another. */
    private static Role alone(Atom atom) {
        PolicyRule rule = atom.rule();
        String namespace = atom.binding().key().namespace();
        return new Role(
                new ObjectKey(namespace.isEmpty() ? Kind.CLUSTER_ROLE : Kind.ROLE, namespace, "alone"),
                List.of(
                        rule.resourceNames().isEmpty()
                                ? rule
                                : new PolicyRule(
                                        rule.verbs(), rule.apiGroups(), rule.resources(), List.of("name"), List.of())),
                Metadata.NONE);
    }

    private int weight(Role alone) {
        return Rule.CATALOGUE.stream()
                .flatMap(rule -> severities(rule, alone))
                .max(Comparator.naturalOrder())
                .map(Risk::weight)
                .orElse(1);
    }

    private static int weight(Severity worst) {
        return switch (worst) {
            case LOW -> 2;
            case MEDIUM -> 4;
            case HIGH -> 8;
            case CRITICAL -> 16;
        };
    }

    private Stream<Severity> severities(Rule rule, Role alone) {
        RuleSpec spec = rule.spec();
        String namespace = alone.key().namespace();
        boolean restricted = context.policy().restrictedNamespaces().contains(namespace);
        return rule.matches(alone, context).map(it -> spec.severity(!namespace.isEmpty(), restricted, it.narrow()));
    }
}
