package cloud.kuryzhev.rbacguard.policy;

import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import java.time.Instant;

/**
 * What an object is judged by, beside itself.
 *
 * @param cluster what else stands there
 * @param now the time of the judgement
 */
public record RuleContext(Policy policy, Cluster cluster, Instant now) {}
