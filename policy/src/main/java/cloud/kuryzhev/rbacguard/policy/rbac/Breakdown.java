package cloud.kuryzhev.rbacguard.policy.rbac;

import java.util.List;
import java.util.stream.Stream;

/** Breaks rules down into atoms: rules of one verb, one API group, one resource and at most one name, or of one verb and one URL. */
public final class Breakdown {

    private Breakdown() {}

    /** The atoms of {@code rule}, lazily and in the rule's own order; a rule that grants nothing has none. */
    public static Stream<PolicyRule> atoms(PolicyRule rule) {
        return Stream.concat(resourceAtoms(rule), urlAtoms(rule));
    }

    /** How many atoms {@code rule} has, without making them; a double, since four lists can multiply to more than a long holds. */
    public static double count(PolicyRule rule) {
        double onResources = (double) rule.apiGroups().size()
                * rule.resources().size()
                * Math.max(1, rule.resourceNames().size());
        return (onResources + rule.nonResourceUrls().size()) * rule.verbs().size();
    }

    private static Stream<PolicyRule> resourceAtoms(PolicyRule rule) {
        List<List<String>> names = rule.resourceNames().isEmpty()
                ? List.of(List.of())
                : rule.resourceNames().stream().map(List::of).toList();
        return rule.apiGroups().stream().flatMap(group -> rule.resources().stream()
                .flatMap(resource -> names.stream().flatMap(name -> rule.verbs().stream()
                        .map(verb ->
                                new PolicyRule(List.of(verb), List.of(group), List.of(resource), name, List.of())))));
    }

    private static Stream<PolicyRule> urlAtoms(PolicyRule rule) {
        return rule.nonResourceUrls().stream()
                .flatMap(url -> rule.verbs().stream().map(verb -> PolicyRule.onUrls(List.of(verb), List.of(url))));
    }
}
