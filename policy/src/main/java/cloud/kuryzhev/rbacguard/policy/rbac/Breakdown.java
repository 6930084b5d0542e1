package cloud.kuryzhev.rbacguard.policy.rbac;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Breaks rules down into atoms: rules of one verb, one API group, one resource and at most one name, or of one verb and one URL. */
public final class Breakdown {

    private Breakdown() {}

    /**
     * The atoms of {@code rule}, in the rule's own order; a rule that grants nothing has none. Each is made when it is asked for: the
     * lists of a hostile rule multiply to more than memory holds, and nested flatMaps would make them all for the sake of the first.
     */
    public static Stream<PolicyRule> atoms(PolicyRule rule) {
        return Stream.concat(
                LongStream.range(0, (long) countOnResources(rule)).mapToObj(index -> atomOnResource(rule, index)),
                LongStream.range(0, (long) countOnUrls(rule)).mapToObj(index -> atomOnUrl(rule, index)));
    }

    /**
     * The permission that {@code atom} is, asked for in {@code namespace}; a wildcard stays one.
     *
     * @param namespace {@code ""} for cluster-wide; of no matter for a URL
     */
    public static Permission permission(PolicyRule atom, String namespace) {
        String verb = atom.verbs().getFirst();
        return atom.resources().isEmpty()
                ? new Permission.OnUrl(verb, atom.nonResourceUrls().getFirst())
                : new Permission.OnResource(
                        verb,
                        atom.apiGroups().getFirst(),
                        atom.resources().getFirst(),
                        atom.resourceNames().isEmpty()
                                ? ""
                                : atom.resourceNames().getFirst(),
                        namespace);
    }

    /** How many atoms {@code rule} has, without making them; a double, since four lists can multiply to more than a long holds. */
    public static double count(PolicyRule rule) {
        return countOnResources(rule) + countOnUrls(rule);
    }

    private static double countOnResources(PolicyRule rule) {
        return (double) rule.apiGroups().size()
                * rule.resources().size()
                * Math.max(1, rule.resourceNames().size())
                * rule.verbs().size();
    }

    private static double countOnUrls(PolicyRule rule) {
        return (double) rule.nonResourceUrls().size() * rule.verbs().size();
    }

    /** Counts in digits of different bases: the verb is the last, the API group the first. */
    private static PolicyRule atomOnResource(PolicyRule rule, long index) {
        long named = index / rule.verbs().size();
        long resource = named / Math.max(1, rule.resourceNames().size());
        long group = resource / rule.resources().size();
        return new PolicyRule(
                List.of(pick(rule.verbs(), index)),
                List.of(pick(rule.apiGroups(), group)),
                List.of(pick(rule.resources(), resource)),
                rule.resourceNames().isEmpty() ? List.of() : List.of(pick(rule.resourceNames(), named)),
                List.of());
    }

    private static PolicyRule atomOnUrl(PolicyRule rule, long index) {
        long url = index / rule.verbs().size();
        return PolicyRule.onUrls(List.of(pick(rule.verbs(), index)), List.of(pick(rule.nonResourceUrls(), url)));
    }

    private static String pick(List<String> from, long index) {
        return from.get((int) (index % from.size()));
    }
}
