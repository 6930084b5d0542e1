package cloud.kuryzhev.rbacguard.cli.compare;

import cloud.kuryzhev.rbacguard.policy.access.Holder;
import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Breakdown;
import cloud.kuryzhev.rbacguard.policy.rbac.Compaction;
import cloud.kuryzhev.rbacguard.policy.rbac.Covers;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What one binding gives one subject that it did not hold before, by whatever way.
 *
 * <ol>
 *   <li>each grant of the new state to each of its subjects;
 *   <li>broken down into atoms, each of which must be covered by what the old state grants that subject, or a group that it is in by
 *       what it is, in the same scope or cluster-wide;
 *   <li>what is left, written as few rules.
 * </ol>
 *
 * @param rules at least one, if the role is known
 * @param known whether it is known what the role grants; if not, all of it is new
 */
public record NewAccess(Subject subject, ObjectKey binding, ObjectKey role, List<PolicyRule> rules, boolean known) {

    /** A rule of more atoms is told whole. */
    private static final double MANY = 100_000;

    public NewAccess {
        rules = List.copyOf(rules);
    }

    /**
     * All of it, in the order of the subjects, then of the bindings.
     *
     * @param whole whether {@code after} holds everything, so that a role that it lacks grants nothing
     * @param groups those that each subject is in, beside the ones that follow from what it is
     */
    public static List<NewAccess> between(RbacSnapshot before, RbacSnapshot after, boolean whole, Set<String> groups) {
        return after.bindings()
                .flatMap(binding -> binding.subjects().stream()
                        .distinct()
                        .filter(Holder::isSomebody)
                        .map(subject -> of(subject, binding, before, after, groups)))
                .filter(access -> !access.rules().isEmpty() || !(access.known() || whole))
                .sorted(Comparator.comparing(NewAccess::subject).thenComparing(NewAccess::binding))
                .toList();
    }

    private static NewAccess of(
            Subject subject, Binding binding, RbacSnapshot before, RbacSnapshot after, Set<String> groups) {
        List<Binding> heldBy = Holder.bindings(subject, groups, before)
                .filter(it -> it.clusterWide()
                        || it.key().namespace().equals(binding.key().namespace()))
                .toList();
        boolean known = after.cluster().role(binding.roleRef()).isPresent()
                || heldBy.stream().anyMatch(it -> it.roleRef().equals(binding.roleRef()));
        List<PolicyRule> held =
                heldBy.stream().flatMap(it -> effective(it, before)).toList();
        List<PolicyRule> added = added(effective(binding, after).toList(), held);
        return new NewAccess(subject, binding.key(), binding.roleRef(), added, known);
    }

    /** Of a RoleBinding not the rules on paths: they belong to no namespace. */
    private static Stream<PolicyRule> effective(Binding binding, RbacSnapshot snapshot) {
        return snapshot.grant(binding).rules().stream()
                .filter(rule -> binding.clusterWide() || !rule.resources().isEmpty());
    }

    private static List<PolicyRule> added(List<PolicyRule> granted, List<PolicyRule> held) {
        List<PolicyRule> wider = granted.stream()
                .filter(rule -> !Covers.covers(held, List.of(rule)))
                .toList();
        List<Permission> atoms = wider.stream()
                .filter(rule -> Breakdown.count(rule) <= MANY)
                .flatMap(Breakdown::atoms)
                .filter(atom -> !Covers.covers(held, List.of(atom)))
                .map(atom -> Breakdown.permission(atom, ""))
                .toList();
        return Stream.concat(
                        wider.stream().filter(rule -> Breakdown.count(rule) > MANY), Compaction.rules(atoms).stream())
                .toList();
    }
}
