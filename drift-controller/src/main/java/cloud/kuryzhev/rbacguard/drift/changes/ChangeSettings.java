package cloud.kuryzhev.rbacguard.drift.changes;

import java.time.Duration;

/**
 * What is expected of the cluster.
 *
 * @param admission whether an admission webhook is expected to judge every write
 * @param audited whether an audit log says who made a change
 * @param retention how long a change is told of an object with which nothing is wrong
 * @param self this controller's user name
 */
public record ChangeSettings(boolean admission, boolean audited, Duration retention, String self) {}
