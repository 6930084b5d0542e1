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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What a permission weighs: 1 where no rule of the catalogue minds a role that grants nothing else, and twice as much for each step of
 * the severity of the worst that does: 2 LOW, 4 MEDIUM, 8 HIGH, 16 CRITICAL.
 */
final class Risk {

    /** As many as discovery can name with every verb in either scope. */
    private static final int MOST = 100_000;

    private static final RuleContext ALONE = new RuleContext(Policy.DEFAULT, Cluster.UNKNOWN, Instant.EPOCH);

    /** The catalogue does not change, so neither does what it says of a permission. */
    private static final Map<Weighed, Integer> KNOWN = new ConcurrentHashMap<>();

    private final Policy policy;

    Risk(Policy policy) {
        this.policy = policy;
    }

    /** A role of one permission, and whether it stands in a namespace that the policy restricts. */
    private record Weighed(Role alone, boolean restricted) {

        int weight() {
            return Rule.CATALOGUE.stream()
                    .flatMap(this::severities)
                    .max(Comparator.naturalOrder())
                    .map(Risk::weight)
                    .orElse(1);
        }

        private Stream<Severity> severities(Rule rule) {
            RuleSpec spec = rule.spec();
            boolean namespaced = alone.key().kind().namespaced();
            return rule.matches(alone, ALONE).map(it -> spec.severity(namespaced, restricted, it.narrow()));
        }
    }

    int of(Atom atom) {
        String namespace = atom.binding().key().namespace();
        var weighed = new Weighed(alone(atom), policy.restrictedNamespaces().contains(namespace));
        Integer known = KNOWN.get(weighed);
        if (known != null) {
            return known;
        }
        int weight = weighed.weight();
        if (KNOWN.size() < MOST) {
            KNOWN.put(weighed, weight);
        }
        return weight;
    }

    /** One name and one namespace weigh as much as another. */
    private static Role alone(Atom atom) {
        PolicyRule rule = atom.rule();
        return new Role(
                atom.binding().clusterWide()
                        ? new ObjectKey(Kind.CLUSTER_ROLE, "", "alone")
                        : new ObjectKey(Kind.ROLE, "namespace", "alone"),
                List.of(
                        rule.resourceNames().isEmpty()
                                ? rule
                                : new PolicyRule(
                                        rule.verbs(), rule.apiGroups(), rule.resources(), List.of("name"), List.of())),
                Metadata.NONE);
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
