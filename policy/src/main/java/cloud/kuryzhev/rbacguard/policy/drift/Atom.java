package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Breakdown;
import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import java.util.stream.Stream;

/**
 * One atom of what a binding grants.
 *
 * @param rule of one verb, and one resource or URL
 */
record Atom(Binding binding, PolicyRule rule) {

    private static final double FEW = 100_000;

    /** Whether there are few enough to go through; a hostile role can hold billions. */
    static boolean areFew(Grant grant) {
        return grant.rules().stream().mapToDouble(Breakdown::count).sum() <= FEW;
    }

    static Stream<Atom> of(Grant grant) {
        return grant.rules().stream().flatMap(Breakdown::atoms).map(rule -> new Atom(grant.binding(), rule));
    }

    /** Whether it stands for more than one permission, whatever the names. */
    boolean isWildcard() {
        return !permission().isExact();
    }

    /** The permission it is, cluster-wide where its binding is; a wildcard stays one. */
    Permission permission() {
        String verb = rule.verbs().getFirst();
        if (rule.resources().isEmpty()) {
            return new Permission.OnUrl(verb, rule.nonResourceUrls().getFirst());
        }
        return new Permission.OnResource(
                verb,
                rule.apiGroups().getFirst(),
                rule.resources().getFirst(),
                rule.resourceNames().isEmpty() ? "" : rule.resourceNames().getFirst(),
                binding.key().namespace());
    }
}
