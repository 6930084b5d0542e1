package cloud.kuryzhev.rbacguard.policy.rbac;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Knows nothing, and says so. */
final class UnknownCluster implements Cluster {

    @Override
    public boolean isKnown() {
        return false;
    }

    @Override
    public Stream<RbacObject> objects() {
        return Stream.empty();
    }

    @Override
    public Optional<Role> role(ObjectKey key) {
        return Optional.empty();
    }

    @Override
    public Stream<Role> clusterRoles() {
        return Stream.empty();
    }

    @Override
    public List<Role> aggregated() {
        return List.of();
    }

    @Override
    public List<Binding> bindingsOf(ObjectKey role) {
        return List.of();
    }

    @Override
    public List<Binding> bindingsTo(Subject subject) {
        return List.of();
    }

    @Override
    public boolean hasServiceAccount(String namespace, String name) {
        return false;
    }
}
