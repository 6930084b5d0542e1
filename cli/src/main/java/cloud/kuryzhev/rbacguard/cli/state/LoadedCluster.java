package cloud.kuryzhev.rbacguard.cli.state;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A cluster as far as it was loaded.
 *
 * @param known what was loaded
 * @param isKnown whether these are all: of manifests alone, what is absent may well stand in the cluster
 * @param accounts the service accounts; empty if nobody knows them
 */
record LoadedCluster(Cluster known, boolean isKnown, Set<Subject.ServiceAccount> accounts) implements Cluster {

    @Override
    public Stream<RbacObject> objects() {
        return known.objects();
    }

    @Override
    public Optional<Role> role(ObjectKey key) {
        return known.role(key);
    }

    @Override
    public Stream<Role> clusterRoles() {
        return known.clusterRoles();
    }

    @Override
    public List<Role> aggregated() {
        return known.aggregated();
    }

    @Override
    public List<Binding> bindingsOf(ObjectKey role) {
        return known.bindingsOf(role);
    }

    @Override
    public List<Binding> bindingsTo(Subject subject) {
        return known.bindingsTo(subject);
    }

    @Override
    public boolean hasServiceAccount(String namespace, String name) {
        return accounts.isEmpty() || accounts.contains(new Subject.ServiceAccount(namespace, name));
    }
}
