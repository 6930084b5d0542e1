package cloud.kuryzhev.rbacguard.pages.overview;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec.AccessGap;
import cloud.kuryzhev.rbacguard.policy.drift.ClusterGap;
import java.util.Collection;
import java.util.List;

/**
 * How much more is granted than was used, of several objects together.
 *
 * @param objects of which that is known
 */
record GapSum(int objects, long permissions, long used, long unobservable) {

    /** Of all that is open. */
    static GapSum of(Collection<Standing> open) {
        List<AccessGap> gaps = open.stream().flatMap(it -> it.gap().stream()).toList();
        return new GapSum(
                gaps.size(),
                gaps.stream().mapToLong(AccessGap::permissions).sum(),
                gaps.stream().mapToLong(AccessGap::used).sum(),
                gaps.stream().mapToLong(AccessGap::unobservable).sum());
    }

    /** Of all bindings of a cluster. */
    static GapSum of(ClusterGap cluster) {
        var gap = cluster.gap();
        return new GapSum(cluster.bindings(), gap.permissions(), gap.used(), gap.unobservable());
    }

    public long unused() {
        return permissions - used - unobservable;
    }

    /** Of 1,000 units of a bar, those up to the end of what was used. */
    public long usedPart() {
        return permissions == 0 ? 0 : 1_000 * used / permissions;
    }

    /** Of 1,000 units of a bar, those up to the end of what cannot be seen. */
    public long seenPart() {
        return permissions == 0 ? 0 : 1_000 * (used + unobservable) / permissions;
    }

    /** Of 100 permissions; rounded down. */
    public long unusedPercent() {
        return permissions == 0 ? 0 : 100 * unused() / permissions;
    }
}
