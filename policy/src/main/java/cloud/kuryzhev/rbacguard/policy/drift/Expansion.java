package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.drift.Discovery.Served;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Atoms with each wildcard written out as what the API server serves. */
record Expansion(Discovery discovery) {

    /** Gives {@code to} the atoms that {@code atom} stands for; itself where it has no wildcard, or one in a URL: nobody lists URLs. */
    void of(Atom atom, Consumer<Atom> to) {
        if (atom.isWildcard() && !atom.rule().resources().isEmpty()) {
            written(atom).forEach(to);
        } else {
            to.accept(atom);
        }
    }

    private Stream<Atom> written(Atom wildcard) {
        return discovery.resources().stream()
                .filter(it -> it.namespaced() || wildcard.binding().clusterWide())
                .filter(it -> matches(wildcard.rule(), it))
                .flatMap(it -> it.verbs().stream()
                        .filter(wildcard.rule()::matchesVerb)
                        .map(verb -> exact(wildcard.binding(), wildcard.rule(), it, verb)));
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
