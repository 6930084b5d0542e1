package cloud.kuryzhev.rbacguard.kube;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What must be left of one binding, said without anything of how suggestions are made: what was used of it, under every name where it
 * gives every name and nothing shows that the name stays, and list beside watch.
 */
final class Owed {

    private final Predicate<Permission> granted;
    private final List<Permission> used;

    private Owed(Predicate<Permission> granted, List<Permission> used) {
        this.granted = granted;
        this.used = used;
    }

    static Owed of(Grant grant, Map<Actor, Set<Permission>> used) {
        Binding binding = grant.binding();
        Predicate<Permission> granted = grant.allowing();
        return new Owed(
                granted,
                used.entrySet().stream()
                        .filter(it -> it.getKey().isReachedBy(binding))
                        .flatMap(it -> it.getValue().stream())
                        .filter(granted)
                        .distinct()
                        .toList());
    }

    boolean has(Permission asked) {
        return granted.test(asked) && used.stream().anyMatch(it -> it.equals(asked) || goesWithoutSaying(asked, it));
    }

    private boolean goesWithoutSaying(Permission asked, Permission seen) {
        return asked instanceof OnResource one
                && seen instanceof OnResource other
                && (covers(widened(other), one) || covers(listBeside(widened(other)), one));
    }

    private OnResource widened(OnResource seen) {
        return granted.test(seen.withoutName()) ? seen.withoutName() : seen;
    }

    private OnResource listBeside(OnResource kept) {
        var list = new OnResource("list", kept.apiGroup(), kept.resource(), kept.name(), kept.namespace());
        return kept.verb().equals("watch") && granted.test(list) ? list : kept;
    }

    private static boolean covers(OnResource kept, OnResource asked) {
        return kept.verb().equals(asked.verb())
                && kept.apiGroup().equals(asked.apiGroup())
                && kept.resource().equals(asked.resource())
                && (kept.name().isEmpty() || kept.name().equals(asked.name()))
                && (kept.namespace().isEmpty() || kept.namespace().equals(asked.namespace()));
    }
}
