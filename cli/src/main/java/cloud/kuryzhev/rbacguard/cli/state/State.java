package cloud.kuryzhev.rbacguard.cli.state;

import cloud.kuryzhev.rbacguard.cli.manifest.Located;
import cloud.kuryzhev.rbacguard.cli.manifest.Problem;
import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import java.util.List;

/**
 * The roles and bindings to look at.
 *
 * @param problems what of the input could not be used
 */
public record State(RbacSnapshot snapshot, List<Problem> problems) {

    public State {
        problems = List.copyOf(problems);
    }

    /** Of these objects, aggregated ClusterRoles filled up from the others. */
    static State of(List<Located> objects, List<Problem> problems) {
        return new State(
                RbacSnapshot.of(
                        Aggregation.filled(objects.stream().map(Located::object).toList())),
                problems);
    }
}
