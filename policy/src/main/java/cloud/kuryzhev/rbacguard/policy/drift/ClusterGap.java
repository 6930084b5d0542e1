package cloud.kuryzhev.rbacguard.policy.drift;

/**
 * How much more all bindings of a cluster grant than was used, but for those that Kubernetes ships.
 *
 * @param bindings that were counted
 * @param tooLarge how many more there are that grant too much to be counted
 */
public record ClusterGap(int bindings, int tooLarge, AccessGap gap) {}
