package cloud.kuryzhev.rbacguard.pages.subject;

import cloud.kuryzhev.rbacguard.policy.rbac.Covers;
import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import java.util.List;

/** Whether a subject would keep everything that a grant gives it, were the grant taken away. */
final class Redundancy {

    private Redundancy() {}

    /** Which of {@code all} give everything that {@code grant} gives: the first that does so alone, else all together; empty if none do. */
    static List<Grant> of(Grant grant, List<Grant> all) {
        if (grant.rules().isEmpty()) {
            return List.of();
        }
        List<Grant> others = all.stream()
                .filter(it -> !it.binding().key().equals(grant.binding().key()))
                .filter(it -> reaches(it, grant))
                .toList();
        return others.stream()
                .filter(it -> Covers.covers(it.rules(), grant.rules()))
                .findFirst()
                .map(List::of)
                .orElseGet(() -> Covers.covers(rules(others), grant.rules()) ? others : List.of());
    }

    private static boolean reaches(Grant wider, Grant grant) {
        return wider.binding().clusterWide()
                || (!grant.binding().clusterWide()
                        && wider.binding()
                                .key()
                                .namespace()
                                .equals(grant.binding().key().namespace()));
    }

    private static List<PolicyRule> rules(List<Grant> grants) {
        return grants.stream().flatMap(it -> it.rules().stream()).distinct().toList();
    }
}
