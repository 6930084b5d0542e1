package cloud.kuryzhev.rbacguard.policy.rbac;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What else stands in the cluster, as it is known in memory: answering never waits. */
public interface Cluster {

    /** A cluster of which nothing is known: every object is judged by itself. */
    Cluster UNKNOWN = new Cluster() {
        @Override
        public boolean isKnown() {
            return false;
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
    };

    /** Whether everything in it is known: only then does absence say anything. */
    boolean isKnown();

    /** The role of that key. */
    Optional<Role> role(ObjectKey key);

    /** Every ClusterRole. */
    Stream<Role> clusterRoles();

    /** The bindings that grant {@code role}, in the order of their keys. */
    List<Binding> bindingsOf(ObjectKey role);

    /** The bindings that name {@code subject}, in the order of their keys. */
    List<Binding> bindingsTo(Subject subject);

    /** Whether that service account exists. */
    boolean hasServiceAccount(String namespace, String name);
}
