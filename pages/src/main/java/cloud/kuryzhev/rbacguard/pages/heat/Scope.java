package cloud.kuryzhev.rbacguard.pages.heat;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a role is granted.
 *
 * @param namespaces those it is granted in, if not in the whole cluster
 */
public record Scope(boolean clusterWide, Set<String> namespaces) {

    public Scope {
        namespaces = Set.copyOf(namespaces);
    }

    /** Where {@code bindings} grant. */
    public static Scope of(Collection<Binding> bindings) {
        return new Scope(
                bindings.stream().anyMatch(Binding::clusterWide),
                bindings.stream()
                        .filter(it -> !it.clusterWide())
                        .map(it -> it.key().namespace())
                        .collect(Collectors.toSet()));
    }

    /** Whether a request in {@code namespace} is in it; {@code ""} is for the whole cluster. */
    boolean holds(String namespace) {
        return clusterWide || namespaces.contains(namespace);
    }
}
