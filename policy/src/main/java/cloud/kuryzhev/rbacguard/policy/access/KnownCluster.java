package cloud.kuryzhev.rbacguard.policy.access;

import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import java.util.Collection;

/** What is known to stand in a cluster. */
public interface KnownCluster {

    /** Every role and binding that is known. */
    RbacSnapshot snapshot();

    /** The same to judge bindings by. */
    Cluster cluster();

    /** Its roles alone, to judge roles by: what their bindings add up to is told of the bindings. */
    Cluster roles();

    /** What it will be with {@code more}. */
    KnownCluster plus(Collection<RbacObject> more);

    /** One in which {@code snapshot} is all there is. */
    static KnownCluster of(RbacSnapshot snapshot) {
        return new Whole(snapshot);
    }

    /** A cluster read in full. */
    record Whole(RbacSnapshot snapshot) implements KnownCluster {

        @Override
        public Cluster cluster() {
            return snapshot.cluster();
        }

        @Override
        public Cluster roles() {
            return snapshot.roles();
        }

        @Override
        public KnownCluster plus(Collection<RbacObject> more) {
            return new Whole(snapshot.plus(more));
        }
    }
}
