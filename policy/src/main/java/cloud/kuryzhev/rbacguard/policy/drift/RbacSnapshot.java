package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every role and binding of a cluster at one moment. */
public record RbacSnapshot(SortedMap<ObjectKey, RbacObject> objects) {

    public RbacSnapshot {
        objects = Collections.unmodifiableSortedMap(new TreeMap<>(objects));
    }

    /** A snapshot of these objects; of two with one key the later counts. */
    public static RbacSnapshot of(Collection<? extends RbacObject> objects) {
        var byKey = new TreeMap<ObjectKey, RbacObject>();
        objects.forEach(object -> byKey.put(object.key(), object));
        return new RbacSnapshot(byKey);
    }

    /** All bindings, in the order of their keys. */
    public Stream<Binding> bindings() {
        return objects.values().stream().filter(Binding.class::isInstance).map(Binding.class::cast);
    }

    /** The bindings that grant {@code role}. */
    public List<Binding> bindingsOf(Role role) {
        return bindings()
                .filter(binding -> binding.roleRef().equals(role.key()))
                .toList();
    }

    /** What {@code binding} gives; nothing, if its role does not exist. */
    public Grant grant(Binding binding) {
        return new Grant(binding, role(binding.roleRef()).map(Role::rules).orElse(List.of()));
    }

    Optional<Role> role(ObjectKey key) {
        return objects.get(key) instanceof Role role ? Optional.of(role) : Optional.empty();
    }
}
