package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.drift.Discovery.Served;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import java.util.List;
import java.util.stream.Stream;

/** Atoms with each wildcard written out as what the API server serves. */
record Expansion(Discovery discovery) {

    /** The atoms that {@code atom} stands for; itself where it has no wildcard, or one in a URL: nobody lists URLs. */
    Stream<Atom> of(Atom atom) {
        return !atom.isWildcard() || atom.rule().resources().isEmpty()
                ? Stream.of(atom)
                : discovery.resources().stream()
                        .filter(it -> it.namespaced() || atom.binding().clusterWide())
                        .filter(it -> matches(atom.rule(), it))
                        .flatMap(it -> it.verbs().stream()
                                .filter(atom.rule()::matchesVerb)
                                .map(verb -> exact(atom.binding(), atom.rule(), it, verb)));
    }

    private static boolean matches(PolicyRule rule, Served served) {
        return rule.matchesApiGroup(served.apiGroup()) && rule.matchesResource(served.resource());
    }

    private static Atom exact(Binding binding, PolicyRule rule, Served served, String verb) {
        return new Atom(
                binding,
                new PolicyRule(
                        List.of(verb),
                        List.of(served.apiGroup()),
                        List.of(served.resource()),
                        rule.resourceNames(),
                        List.of()));
    }
}
