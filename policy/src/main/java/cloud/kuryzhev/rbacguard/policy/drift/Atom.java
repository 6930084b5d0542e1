package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Breakdown;
import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Verbs;
import java.util.List;
import java.util.stream.Stream;

/**
 * One atom of what a binding grants.
 *
 * @param rule of one verb, and one resource or URL
 * @param permission that it is, cluster-wide where its binding is; a wildcard stays one
 */
record Atom(Binding binding, PolicyRule rule, Permission permission) {

    private static final double FEW = 100_000;

    Atom(Binding binding, PolicyRule rule) {
        this(binding, rule, Breakdown.permission(rule, binding.key().namespace()));
    }

    /** Whether there are few enough to go through; a hostile role can hold billions. */
    static boolean areFew(Grant grant) {
        return count(grant) <= FEW;
    }

    /** How many there are; the most that an int holds, if there are more. */
    static int count(Grant grant) {
        return (int) grant.rules().stream().mapToDouble(Breakdown::count).sum();
    }

    static Stream<Atom> of(Grant grant) {
        return atoms(grant, grant.rules().stream());
    }

    /** Those that are wildcards; rules without an asterisk are not gone through. */
    static Stream<Atom> wildcardsOf(Grant grant) {
        return atoms(grant, grant.rules().stream().filter(Atom::hasAsterisk)).filter(Atom::isWildcard);
    }

    private static Stream<Atom> atoms(Grant grant, Stream<PolicyRule> rules) {
        return rules.flatMap(Breakdown::atoms).map(rule -> new Atom(grant.binding(), rule));
    }

    private static boolean hasAsterisk(PolicyRule rule) {
        return Stream.of(rule.verbs(), rule.apiGroups(), rule.resources(), rule.nonResourceUrls())
                .flatMap(List::stream)
                .anyMatch(value -> value.contains(Verbs.ALL));
    }

    /** Whether it stands for more than one permission, whatever the names. */
    boolean isWildcard() {
        return !permission.isExact();
    }
}
