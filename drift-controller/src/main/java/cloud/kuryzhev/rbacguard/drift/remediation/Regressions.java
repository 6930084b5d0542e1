package cloud.kuryzhev.rbacguard.drift.remediation;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.Membership;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.SubjectUsage;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What was refused that a removed binding had allowed. */
final class Regressions {

    /** More are no better reason. */
    private static final int MOST = 20;

    private Regressions() {}

    /**
     * Each as {@code ServiceAccount shop/cart: get secrets -n shop}, in a stable order.
     *
     * @param role that the removed binding granted
     * @param since when it was removed
     */
    static List<String> of(Binding removed, Role role, Usage usage, Instant since) {
        Predicate<Permission> allowed = new Grant(removed, role.rules()).allowing();
        return usage.bySubject().entrySet().stream()
                .filter(it -> isSubject(removed, it))
                .flatMap(it -> refused(it, allowed, since))
                .limit(MOST)
                .toList();
    }

    private static boolean isSubject(Binding removed, Map.Entry<Subject, SubjectUsage> seen) {
        Set<String> groups = seen.getValue().groups();
        return removed.subjects().stream().anyMatch(it -> Membership.reaches(it, seen.getKey(), groups));
    }

    private static Stream<String> refused(
            Map.Entry<Subject, SubjectUsage> seen, Predicate<Permission> allowed, Instant since) {
        return seen.getValue().denied().entrySet().stream()
                .filter(it -> !it.getValue().last().isBefore(since) && allowed.test(it.getKey()))
                .map(it -> seen.getKey() + ": " + it.getKey());
    }
}
