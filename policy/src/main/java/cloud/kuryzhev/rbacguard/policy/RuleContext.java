package cloud.kuryzhev.rbacguard.policy;

import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rule.Grants;
import java.time.Instant;

/**
 * What an object is judged by, beside itself.
 *
 * @param cluster what else stands there
 * @param now the time of the judgement
 * @param grants of the cluster
 */
public record RuleContext(Policy policy, Cluster cluster, Instant now, Grants grants) {

    /** With nothing known of the cluster's grants yet. */
    public RuleContext(Policy policy, Cluster cluster, Instant now) {
        this(policy, cluster, now, new Grants(cluster));
    }
}
