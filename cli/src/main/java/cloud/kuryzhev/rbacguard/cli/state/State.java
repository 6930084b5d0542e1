package cloud.kuryzhev.rbacguard.cli.state;

import cloud.kuryzhev.rbacguard.cli.manifest.Loaded;
import cloud.kuryzhev.rbacguard.cli.manifest.Located;
import cloud.kuryzhev.rbacguard.cli.manifest.Problem;
import cloud.kuryzhev.rbacguard.policy.access.KnownCluster;
import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.rbac.Bootstrap;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The roles and bindings to look at, aggregated ClusterRoles filled up from the others. */
public final class State implements KnownCluster {

    private final Loaded loaded;
    private final RbacSnapshot snapshot;
    private final boolean whole;

    private State(Loaded loaded, Stream<RbacObject> objects, boolean whole) {
        this.loaded = loaded;
        this.snapshot = TakenOver.filled(objects.toList());
        this.whole = whole;
    }

    /** Of a cluster that holds these and the roles that Kubernetes ships, and perhaps others. */
    public static State partOf(Loaded loaded) {
        return new State(loaded, Stream.concat(ShippedRoles.all(), objects(loaded)), false);
    }

    /** Of a cluster that holds these, the roles that Kubernetes ships, and no others. */
    public static State allBesideShipped(Loaded loaded) {
        return new State(loaded, Stream.concat(ShippedRoles.all(), objects(loaded)), true);
    }

    /** Of a cluster that holds these and no others. */
    static State all(Loaded loaded) {
        return new State(loaded, objects(loaded), true);
    }

    private static Stream<RbacObject> objects(Loaded loaded) {
        return loaded.objects().stream().map(Located::object);
    }

    /** The same in a cluster that also holds the bindings that Kubernetes ships. */
    public State withShippedBindings() {
        return new State(
                loaded, Stream.concat(Bootstrap.objects().stream(), snapshot.objects().values().stream()), whole);
    }

    /** What was loaded, with where it stands. */
    public Loaded loaded() {
        return loaded;
    }

    /** What of the input could not be used. */
    public List<Problem> problems() {
        return loaded.problems();
    }

    /** Every role and binding that is known; of two with one key the one that was read later. */
    @Override
    public RbacSnapshot snapshot() {
        return snapshot;
    }

    /** Whether nothing else stands in the cluster: only then does absence say anything. */
    public boolean isWhole() {
        return whole;
    }

    /** The same to judge by. */
    @Override
    public Cluster cluster() {
        return cluster(snapshot);
    }

    /** Its roles alone, to judge roles by: what their bindings add up to is told of the bindings. */
    @Override
    public Cluster roles() {
        return cluster(RbacSnapshot.of(snapshot.objects().values().stream()
                .filter(Role.class::isInstance)
                .toList()));
    }

    /** What it will be with {@code more}. */
    @Override
    public State plus(Collection<RbacObject> more) {
        return new State(loaded, Stream.concat(snapshot.objects().values().stream(), more.stream()), whole);
    }

    private Cluster cluster(RbacSnapshot of) {
        return new LoadedCluster(of.cluster(), whole, loaded.accounts());
    }
}
