package cloud.kuryzhev.rbacguard.pages.subject;

import cloud.kuryzhev.rbacguard.pages.subject.Usages.Use;
import cloud.kuryzhev.rbacguard.policy.access.Holder;
import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.Membership;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything a subject may do, beside what it was seen to do.
 *
 * @param bindings that reach it, those of its own name first, {@value #MOST_BINDINGS} at most
 * @param more how many bindings more there are
 * @param elsewhere what was used that no binding grants by now
 */
record SubjectAccess(List<Held> bindings, int more, List<Use> elsewhere) {

    static final int MOST_BINDINGS = 50;
    private static final int MOST_RULES = 100;

    SubjectAccess {
        bindings = List.copyOf(bindings);
        elsewhere = List.copyOf(elsewhere);
    }

    /**
     * What one binding gives.
     *
     * @param rules the first {@value #MOST_RULES} of its role
     * @param moreRules how many rules more there are
     * @param redundantBy which others give all of it as well; empty if it gives something that they do not
     * @param dangling whether its role does not exist
     */
    record Held(
            ObjectKey binding,
            ObjectKey role,
            Optional<Subject> through,
            List<Line> rules,
            int moreRules,
            List<ObjectKey> redundantBy,
            boolean dangling) {

        Held {
            rules = List.copyOf(rules);
            redundantBy = List.copyOf(redundantBy);
        }
    }

    /** One rule, and what of it was used. */
    record Line(PolicyRule rule, List<Use> used) {
        Line {
            used = List.copyOf(used);
        }
    }

    static SubjectAccess of(Subject subject, Set<String> groups, RbacSnapshot snapshot, Optional<UsageSummary> usage) {
        Optional<Usages> uses = usage.map(Usages::of);
        List<Grant> grants = Holder.bindings(subject, groups, snapshot)
                .map(snapshot::grant)
                .sorted(Comparator.comparing(it -> through(it, subject, groups).isPresent()))
                .toList();
        return new SubjectAccess(
                grants.stream()
                        .limit(MOST_BINDINGS)
                        .map(grant -> held(grant, grants, through(grant, subject, groups), uses, snapshot))
                        .toList(),
                Math.max(0, grants.size() - MOST_BINDINGS),
                uses.map(it -> it.besides(grants)).orElse(List.of()));
    }

    private static Held held(
            Grant grant, List<Grant> all, Optional<Subject> through, Optional<Usages> uses, RbacSnapshot snapshot) {
        List<Use> used = uses.map(it -> it.through(grant)).orElse(List.of());
        return new Held(
                grant.binding().key(),
                grant.binding().roleRef(),
                through,
                grant.rules().stream()
                        .limit(MOST_RULES)
                        .map(rule -> new Line(rule, Usages.by(rule, used)))
                        .toList(),
                Math.max(0, grant.rules().size() - MOST_RULES),
                Redundancy.of(grant, all).stream().map(it -> it.binding().key()).toList(),
                !snapshot.objects().containsKey(grant.binding().roleRef()));
    }

    /** The group that it is reached through, if not by its own name. */
    private static Optional<Subject> through(Grant grant, Subject subject, Set<String> groups) {
        List<Subject> subjects = grant.binding().subjects();
        boolean named = subjects.stream().anyMatch(it -> it.authenticatedName().equals(subject.authenticatedName()));
        return named
                ? Optional.empty()
                : subjects.stream()
                        .filter(it -> Membership.reaches(it, subject, groups))
                        .findFirst();
    }
}
