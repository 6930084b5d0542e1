package cloud.kuryzhev.rbacguard.policy.rbac;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cluster in memory, found by role and by subject without a search.
 *
 * <p>Any number of threads may read while one writes; a reader sees each object whole, and perhaps one object earlier than another.
 */
public final class ClusterIndex implements Cluster {

    private final ConcurrentMap<ObjectKey, Role> roles = new ConcurrentHashMap<>();
    private final ConcurrentMap<ObjectKey, Binding> bindings = new ConcurrentHashMap<>();
    private final ConcurrentMap<ObjectKey, List<Role>> aggregated = new ConcurrentHashMap<>();
    private final ConcurrentMap<ObjectKey, List<Binding>> byRole = new ConcurrentHashMap<>();
    private final ConcurrentMap<Subject, List<Binding>> bySubject = new ConcurrentHashMap<>();
    private final Set<Subject.ServiceAccount> serviceAccounts = ConcurrentHashMap.newKeySet();

    /** Where the one list of aggregated roles stands. */
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
        if (old != null) {
            take(aggregated, ALL, old);
        }
        if (!role.aggregates().isEmpty()) {
            add(aggregated, ALL, role);
        }
    }

    private void put(Binding binding) {
        Binding old = bindings.put(binding.key(), binding);
        if (old != null) {
            forget(old);
        }
        add(byRole, binding.roleRef(), binding);
        subjects(binding).forEach(subject -> add(bySubject, subject, binding));
    }

    private void forget(Binding binding) {
        take(byRole, binding.roleRef(), binding);
        subjects(binding).forEach(subject -> take(bySubject, subject, binding));
    }

    private static Set<Subject> subjects(Binding binding) {
        var subjects = new LinkedHashSet<Subject>();
        binding.subjects().forEach(subject -> subjects.add(Subject.canonical(subject)));
        return subjects;
    }

    private static <K, T extends RbacObject> void add(ConcurrentMap<K, List<T>> lists, K key, T object) {
        lists.compute(key, (_, list) -> with(list, object));
    }

    private static <T extends RbacObject> List<T> with(@Nullable List<T> list, T object) {
        if (list == null) {
            return List.of(object);
        }
        var longer = new ArrayList<>(list);
        int index = Collections.binarySearch(list, object, Comparator.comparing(RbacObject::key));
        longer.add(index < 0 ? -index - 1 : index, object);
        return List.copyOf(longer);
    }

    private static <K, T extends RbacObject> void take(ConcurrentMap<K, List<T>> lists, K key, T object) {
        lists.computeIfPresent(key, (_, list) -> {
            List<T> shorter =
                    list.stream().filter(it -> !it.key().equals(object.key())).toList();
            return shorter.isEmpty() ? null : shorter;
        });
    }

    @Override
    public boolean isKnown() {
        return true;
    }

    @Override
    public Stream<RbacObject> objects() {
        return Stream.concat(roles.values().stream(), bindings.values().stream());
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
        return aggregated.getOrDefault(ALL, List.of());
    }

    @Override
    public List<Binding> bindingsOf(ObjectKey role) {
        return byRole.getOrDefault(role, List.of());
    }

    @Override
    public List<Binding> bindingsTo(Subject subject) {
        return bySubject.getOrDefault(Subject.canonical(subject), List.of());
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
