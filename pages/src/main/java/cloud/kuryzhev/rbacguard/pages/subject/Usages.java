package cloud.kuryzhev.rbacguard.pages.subject;

import cloud.kuryzhev.rbacguard.policy.rbac.Breakdown;
import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.UsedRule;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.UsedScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a subject was seen to do, permission by permission, to be laid beside what it is granted. */
final class Usages {

    /** The summary is bounded in rules, not in what they multiply to. */
    private static final int MOST = 5_000;

    private final List<Use> uses;

    /**
     * One permission that was used.
     *
     * @param namespaces in which; {@code ""} is for what belongs to none
     * @param seen of the whole rule that it is part of
     */
    record Use(Permission permission, List<String> namespaces, Seen seen, boolean alone) {

        /** As it is asked for in {@code namespace}. */
        Permission in(String namespace) {
            return permission instanceof Permission.OnResource on
                    ? new Permission.OnResource(on.verb(), on.apiGroup(), on.resource(), on.name(), namespace)
                    : permission;
        }

        /** Where {@code grant} allows it first; empty if nowhere. */
        Optional<Permission> allowedBy(Predicate<Permission> grant) {
            return namespaces.stream().map(this::in).filter(grant).findFirst();
        }
    }

    private Usages(List<Use> uses) {
        this.uses = List.copyOf(uses);
    }

    static Usages of(UsageSummary summary) {
        var uses = new ArrayList<Use>();
        for (UsedScope scope : summary.used()) {
            for (UsedRule rule : scope.rules()) {
                boolean alone = Breakdown.count(rule.rule()) == 1;
                Breakdown.atoms(rule.rule())
                        .limit(Math.max(0, MOST - uses.size()))
                        .map(atom -> new Use(Breakdown.permission(atom, ""), scope.namespaces(), rule.seen(), alone))
                        .forEach(uses::add);
            }
        }
        return new Usages(uses);
    }

    /** What {@code grant} allows of it. */
    List<Use> through(Grant grant) {
        Predicate<Permission> allowing = grant.allowing();
        return uses.stream().filter(it -> it.allowedBy(allowing).isPresent()).toList();
    }

    /** What {@code rule} allows, of what its grant does. */
    static List<Use> by(PolicyRule rule, List<Use> used) {
        return used.stream()
                .filter(it -> it.namespaces().stream().map(it::in).anyMatch(rule::allows))
                .toList();
    }

    /** What none of {@code grants} allows: it was granted once, or in another way. */
    List<Use> besides(List<Grant> grants) {
        List<Predicate<Permission>> all = grants.stream().map(Grant::allowing).toList();
        return uses.stream()
                .filter(it -> all.stream().allMatch(grant -> it.allowedBy(grant).isEmpty()))
                .toList();
    }
}
