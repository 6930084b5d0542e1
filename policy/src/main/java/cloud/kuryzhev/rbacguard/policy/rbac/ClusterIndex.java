package cloud.kuryzhev.rbacguard.policy.rbac;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/**
 * A cluster in memory, found by role and by subject without a search.
 *
 * <p>What belongs to a role or a subject is kept in the order of its keys, and to add to it takes no longer where there is much: tens of
 * thousands may be bound to one role.
 *
 * <p>Any number of threads may read while one writes; a reader sees each object whole, and perhaps one object earlier than another.
 */
public final class ClusterIndex implements Cluster {

    private final ConcurrentMap<ObjectKey, Role> roles = new ConcurrentHashMap<>();
    private final ConcurrentMap<ObjectKey, Binding> bindings = new ConcurrentHashMap<>();
    private final ConcurrentMap<ObjectKey, ConcurrentMap<ObjectKey, Role>> aggregated = new ConcurrentHashMap<>();
    private final ConcurrentMap<ObjectKey, ConcurrentMap<ObjectKey, Binding>> byRole = new ConcurrentHashMap<>();
    private final ConcurrentMap<Subject, ConcurrentMap<ObjectKey, Binding>> bySubject = new ConcurrentHashMap<>();
    private final Set<Subject.ServiceAccount> serviceAccounts = ConcurrentHashMap.newKeySet();

    /** Where the aggregated roles stand. */
    private static final ObjectKey ALL = new ObjectKey(Kind.CLUSTER_ROLE, "", "");

    /** Puts in {@code object}, in the place of the one with its key if there is one. */
    public void put(RbacObject object) {
        switch (object) {
            case Role role -> put(role);
            case Binding binding -> put(binding);
        }
    }

    /** Takes out the object of that key, if there is one. */
    public void remove(ObjectKey key) {
        Role role = roles.remove(key);
        if (role != null) {
            take(aggregated, ALL, role);
        }
        Binding binding = bindings.remove(key);
        if (binding != null) {
            forget(binding);
        }
    }

    /** Puts in a service account. */
    public void put(Subject.ServiceAccount account) {
        serviceAccounts.add(account);
    }

    /** Takes out a service account. */
    public void remove(Subject.ServiceAccount account) {
        serviceAccounts.remove(account);
    }

    private void put(Role role) {
        Role old = roles.put(role.key(), role);
        if (!role.aggregates().isEmpty()) {
            add(aggregated, ALL, role);
        }
        if (old != null && !old.equals(role)) {
            take(aggregated, ALL, old);
        }
    }

    private void put(Binding binding) {
        Binding old = bindings.put(binding.key(), binding);
        add(byRole, binding.roleRef(), binding);
        subjects(binding).forEach(subject -> add(bySubject, subject, binding));
        if (old != null && !old.equals(binding)) {
            forget(old);
        }
    }

    /** Wherever its successor has not taken its place. */
    private void forget(Binding binding) {
        take(byRole, binding.roleRef(), binding);
        subjects(binding).forEach(subject -> take(bySubject, subject, binding));
    }

    private static Set<Subject> subjects(Binding binding) {
        var subjects = new LinkedHashSet<Subject>();
        binding.subjects().forEach(subject -> subjects.add(Subject.canonical(subject)));
        return subjects;
    }

    private static <K, T extends RbacObject> void add(
            ConcurrentMap<K, ConcurrentMap<ObjectKey, T>> at, K key, T object) {
        at.compute(key, (_, there) -> {
            ConcurrentMap<ObjectKey, T> objects = there == null ? new ConcurrentSkipListMap<>() : there;
            objects.put(object.key(), object);
            return objects;
        });
    }

    private static <K, T extends RbacObject> void take(
            ConcurrentMap<K, ConcurrentMap<ObjectKey, T>> at, K key, T object) {
        at.computeIfPresent(key, (_, there) -> {
            there.remove(object.key(), object);
            return there.isEmpty() ? null : there;
        });
    }

    private static <K, T> List<T> list(ConcurrentMap<K, ConcurrentMap<ObjectKey, T>> at, K key) {
        ConcurrentMap<ObjectKey, T> there = at.get(key);
        return there == null ? List.of() : List.copyOf(there.values());
    }

    @Override
    public boolean isKnown() {
        return true;
    }

    @Override
    public Stream<RbacObject> objects() {
        return Stream.concat(roles.values().stream(), bindings.values().stream());
    }

    /** The role or the binding of that key. */
    public Optional<RbacObject> object(ObjectKey key) {
        return Optional.<RbacObject>ofNullable(roles.get(key)).or(() -> Optional.ofNullable(bindings.get(key)));
    }

    @Override
    public Optional<Role> role(ObjectKey key) {
        return Optional.ofNullable(roles.get(key));
    }

    @Override
    public Stream<Role> clusterRoles() {
        return roles.values().stream().filter(role -> !role.key().kind().namespaced());
    }

    @Override
    public List<Role> aggregated() {
        return list(aggregated, ALL);
    }

    @Override
    public List<Binding> bindingsOf(ObjectKey role) {
        return list(byRole, role);
    }

    @Override
    public List<Binding> bindingsTo(Subject subject) {
        return list(bySubject, Subject.canonical(subject));
    }

    @Override
    public boolean hasServiceAccount(String namespace, String name) {
        return serviceAccounts.contains(new Subject.ServiceAccount(namespace, name));
    }

    /** Every service account, in no particular order. */
    public Stream<Subject.ServiceAccount> serviceAccounts() {
        return serviceAccounts.stream();
    }
}
