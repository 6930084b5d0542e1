package cloud.kuryzhev.rbacguard.policy.rbac;

import java.util.List;

/**
 * Decides whether one set of rules grants everything that another does, in the same scope.
 *
 * <p>As Kubernetes' own escalation check does ({@code k8s.io/component-helpers/auth/rbac/validation/policy_comparator.go}):
 *
 * <ol>
 *   <li>break every rule of the narrower set down into atoms of one verb, group, resource and name (or one verb and URL);
 *   <li>each atom must be covered by one single rule of the wider set;
 * </ol>
 *
 * A wildcard is covered by a wildcard only, so the answer never depends on which resources exist.
 */
public final class Covers {

    /** Rules come from strangers: the lists of one can multiply to more atoms than anybody has time for. */
    private static final long MAX_ATOMS = 100_000;

    private Covers() {}

    /** Whether {@code wider} grants all of {@code narrower}; no, if {@code narrower} is too large to tell. */
    public static boolean covers(List<PolicyRule> wider, List<PolicyRule> narrower) {
        return narrower.stream()
                .allMatch(rule -> coveredBy(wider, rule)
                        || (Breakdown.count(rule) <= MAX_ATOMS
                                && Breakdown.atoms(rule).allMatch(atom -> coveredBy(wider, atom))));
    }

    private static boolean coveredBy(List<PolicyRule> wider, PolicyRule rule) {
        return wider.stream().anyMatch(owner -> covers(owner, rule));
    }

    private static boolean covers(PolicyRule owner, PolicyRule rule) {
        return rule.verbs().stream().allMatch(owner::matchesVerb)
                && rule.apiGroups().stream().allMatch(owner::matchesApiGroup)
                && rule.resources().stream().allMatch(owner::matchesResource)
                && coversNames(owner.resourceNames(), rule)
                && rule.nonResourceUrls().stream().allMatch(url -> coversUrl(owner, url));
    }

    private static boolean coversNames(List<String> owned, PolicyRule rule) {
        return owned.isEmpty()
                || rule.resources().isEmpty()
                || (!rule.resourceNames().isEmpty() && owned.containsAll(rule.resourceNames()));
    }

    private static boolean coversUrl(PolicyRule owner, String url) {
        return owner.nonResourceUrls().stream().anyMatch(owned -> PolicyRule.urlCovers(owned, url));
    }
}
