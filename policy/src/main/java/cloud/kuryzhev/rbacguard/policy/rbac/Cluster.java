package cloud.kuryzhev.rbacguard.policy.rbac;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What else stands in the cluster, as it is known in memory: answering never waits. */
public interface Cluster {

    /** A cluster of which nothing is known: every object is judged by itself. */
    Cluster UNKNOWN = new UnknownCluster();

    /** Whether everything in it is known: only then does absence say anything. */
    boolean isKnown();

    /** Every role and binding, in no particular order. */
    Stream<RbacObject> objects();

    /** The role of that key. */
    Optional<Role> role(ObjectKey key);

    /** Every ClusterRole, in no particular order. */
    Stream<Role> clusterRoles();

    /** The ClusterRoles that take over the rules of others, in the order of their keys. */
    List<Role> aggregated();

    /** The bindings that grant {@code role}, in the order of their keys; the role itself need not exist. */
    List<Binding> bindingsOf(ObjectKey role);

    /**
     * The bindings that name {@code subject}, in the order of their keys. A service account is found however a binding spells it, and
     * nobody by a group.
     */
    List<Binding> bindingsTo(Subject subject);

    /** Whether that service account exists. */
    boolean hasServiceAccount(String namespace, String name);
}
