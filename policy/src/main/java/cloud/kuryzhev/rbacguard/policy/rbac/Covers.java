package cloud.kuryzhev.rbacguard.policy.rbac;

import java.util.List;
import java.util.Set;

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
    private static final double MAX_COMPARISONS = 50_000_000;

    private Covers() {}

    /** Whether {@code wider} grants all of {@code narrower}; no, if the two are too large to tell. */
    public static boolean covers(List<PolicyRule> wider, List<PolicyRule> narrower) {
        Set<PolicyRule> kept = Set.copyOf(wider);
        List<PolicyRule> changed =
                narrower.stream().filter(rule -> !kept.contains(rule)).toList();
        return comparisons(wider, changed) <= MAX_COMPARISONS
                && changed.stream().allMatch(rule -> coversEachAtom(wider, rule));
    }

    private static double comparisons(List<PolicyRule> wider, List<PolicyRule> narrower) {
        return narrower.stream().mapToDouble(Breakdown::count).sum()
                * wider.stream().mapToDouble(Covers::size).sum();
    }

    private static double size(PolicyRule rule) {
        return rule.verbs().size()
                + rule.apiGroups().size()
                + rule.resources().size()
                + rule.resourceNames().size()
                + rule.nonResourceUrls().size();
    }

    private static boolean coversEachAtom(List<PolicyRule> wider, PolicyRule rule) {
        List<PolicyRule> near =
                wider.stream().filter(owner -> sharesAnApiGroup(owner, rule)).toList();
        return Breakdown.atoms(rule).allMatch(atom -> coveredBy(near, atom));
    }

    /** Without one, no atom is covered; paths have none. */
    private static boolean sharesAnApiGroup(PolicyRule owner, PolicyRule rule) {
        return !rule.nonResourceUrls().isEmpty() || rule.apiGroups().stream().anyMatch(owner::matchesApiGroup);
    }

    private static boolean coveredBy(List<PolicyRule> owners, PolicyRule atom) {
        return owners.stream().anyMatch(owner -> covers(owner, atom));
    }

    private static boolean covers(PolicyRule owner, PolicyRule atom) {
        return owner.matchesVerb(atom.verbs().getFirst())
                && (atom.resources().isEmpty()
                        ? coversUrl(owner, atom.nonResourceUrls().getFirst())
                        : coversResource(owner, atom));
    }

    private static boolean coversResource(PolicyRule owner, PolicyRule atom) {
        return owner.matchesApiGroup(atom.apiGroups().getFirst())
                && owner.matchesResource(atom.resources().getFirst())
                && coversNames(owner.resourceNames(), atom.resourceNames());
    }

    private static boolean coversNames(List<String> owned, List<String> names) {
        return owned.isEmpty() || (!names.isEmpty() && owned.containsAll(names));
    }

    private static boolean coversUrl(PolicyRule owner, String url) {
        return owner.nonResourceUrls().stream().anyMatch(owned -> PolicyRule.urlCovers(owned, url));
    }
}
