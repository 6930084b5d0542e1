package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.ClusterIndex;
import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every role and binding of a cluster at one moment, and which service accounts there were. */
public final class RbacSnapshot {

    private final SortedMap<ObjectKey, RbacObject> objects;
    private final List<Subject.ServiceAccount> accounts;
    private final ClusterIndex cluster = new ClusterIndex();

    private RbacSnapshot(SortedMap<ObjectKey, RbacObject> objects, Collection<Subject.ServiceAccount> accounts) {
        this.objects = Collections.unmodifiableSortedMap(objects);
        this.accounts = List.copyOf(accounts);
        objects.values().forEach(cluster::put);
        accounts.forEach(cluster::put);
    }

    /** A snapshot of these objects; of two with one key the later counts. */
    public static RbacSnapshot of(Collection<? extends RbacObject> objects) {
        return of(objects, List.of());
    }

    /** A snapshot of these objects and service accounts; of two objects with one key the later counts. */
    public static RbacSnapshot of(
            Collection<? extends RbacObject> objects, Collection<Subject.ServiceAccount> accounts) {
        var byKey = new TreeMap<ObjectKey, RbacObject>();
        objects.forEach(object -> byKey.put(object.key(), object));
        return new RbacSnapshot(byKey, accounts);
    }

    /** The same with {@code more}, which count before what has their keys. */
    public RbacSnapshot plus(Collection<? extends RbacObject> more) {
        return of(Stream.concat(objects.values().stream(), more.stream()).toList(), accounts);
    }

    /** Every object. */
    public SortedMap<ObjectKey, RbacObject> objects() {
        return objects;
    }

    /** The same, to judge by. */
    public Cluster cluster() {
        return cluster;
    }

    /** Its roles, to judge roles by: what their bindings add up to is told of the bindings. */
    public Cluster roles() {
        var roles = new ClusterIndex();
        objects.values().stream().filter(Role.class::isInstance).forEach(roles::put);
        return roles;
    }

    /** All bindings, in the order of their keys. */
    public Stream<Binding> bindings() {
        return objects.values().stream().filter(Binding.class::isInstance).map(Binding.class::cast);
    }

    /** The bindings that grant {@code role}. */
    public List<Binding> bindingsOf(Role role) {
        return cluster.bindingsOf(role.key());
    }

    /** What {@code binding} gives; nothing, if its role does not exist. */
    public Grant grant(Binding binding) {
        return new Grant(
                binding, cluster.role(binding.roleRef()).map(Role::rules).orElse(List.of()));
    }
}
