package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.stream.Stream;

/*
 * too_large_to_judge
 *
 * Fields: rules of Role and ClusterRole
 * Refused: more than ten million comparisons (API groups × resources × rules) to judge the sum of the rules: no real role comes near,
 *          and a guard that gives up must not be the way around it
 */
final class TooLargeToJudge implements Rule {

    private static final long MAX_COMPARISONS = 10_000_000;

    static boolean isJudgeable(Role role) {
        long groups = role.rules().stream()
                .flatMap(rule -> rule.apiGroups().stream())
                .distinct()
                .count();
        long resources = role.rules().stream()
                .flatMap(rule -> rule.resources().stream())
                .distinct()
                .count();
        return groups * resources * role.rules().size() <= MAX_COMPARISONS;
    }

    @Override
    public Stream<Finding> findings(RbacObject object, Policy policy) {
        return object instanceof Role role && !isJudgeable(role) ? Stream.of(finding()) : Stream.empty();
    }

    private static Finding finding() {
        return new Finding(
                "too_large_to_judge",
                Severity.HIGH,
                "rules",
                "its API groups, resources and rules multiply to more than " + MAX_COMPARISONS
                        + " cases, too many to judge and to read",
                "split it into roles of a size that a person can review");
    }
}
