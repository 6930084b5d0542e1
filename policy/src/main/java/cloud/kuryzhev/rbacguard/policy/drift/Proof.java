package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.PolicyEngine;
import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.Replace;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Covers;
import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Checks a suggestion before anybody sees it, with nothing taken over from how it was made.
 *
 * <ol>
 *   <li>no suggested object breaks the policy;
 *   <li>nothing broader: each suggested role is covered by what the replaced bindings grant, in their scope;
 *   <li>nothing lost: every needed permission is allowed by a suggested binding to all permitted subjects of the replaced one.
 * </ol>
 */
final class Proof {

    private Proof() {}

    /** What is wrong with {@code suggestion}; empty if it is proven. */
    static Optional<String> flaw(Replace suggestion, List<BindingUsage> uses, RuleContext context) {
        RbacSnapshot suggested =
                RbacSnapshot.of(Stream.<RbacObject>concat(suggestion.roles().stream(), suggestion.bindings().stream())
                        .toList());
        return refused(suggested, context)
                .or(() -> broader(suggested, uses))
                .or(() -> lost(suggested, uses, context.policy()));
    }

    /** The suggestion by itself: what stands beside it today is to go. */
    private static Optional<String> refused(RbacSnapshot suggested, RuleContext today) {
        var context = new RuleContext(today.policy(), suggested.cluster(), today.now());
        return suggested.objects().values().stream()
                .flatMap(object -> PolicyEngine.refusals(object, context).stream())
                .map(Finding::reason)
                .findFirst()
                .map(reason -> "what is used breaks the policy itself: " + reason);
    }

    private static Optional<String> broader(RbacSnapshot suggested, List<BindingUsage> uses) {
        return suggested
                .bindings()
                .filter(binding -> !isCovered(suggested.grant(binding), uses))
                .findFirst()
                .map(binding -> "the least roles found would grant more than today through " + binding.key());
    }

    private static boolean isCovered(Grant suggested, List<BindingUsage> uses) {
        List<PolicyRule> today = uses.stream()
                .map(BindingUsage::grant)
                .filter(grant -> contains(grant.binding(), suggested.binding()))
                .flatMap(grant -> grant.rules().stream())
                .toList();
        return Covers.covers(today, suggested.rules());
    }

    private static boolean contains(Binding today, Binding suggested) {
        return today.subjects().containsAll(suggested.subjects())
                && (today.clusterWide()
                        || today.key().namespace().equals(suggested.key().namespace()));
    }

    private static Optional<String> lost(RbacSnapshot suggested, List<BindingUsage> uses, Policy policy) {
        return uses.stream()
                .flatMap(use -> lost(use, standIns(suggested, use, policy)))
                .findFirst()
                .map(permission -> "the least roles found would lose " + permission);
    }

    private static List<Predicate<Permission>> standIns(RbacSnapshot suggested, BindingUsage use, Policy policy) {
        List<Subject> subjects = policy.permitted(use.grant().binding().subjects());
        return suggested
                .bindings()
                .filter(binding -> binding.subjects().containsAll(subjects))
                .map(binding -> suggested.grant(binding).allowing())
                .toList();
    }

    private static Stream<Permission> lost(BindingUsage use, List<Predicate<Permission>> standIns) {
        return use.needed().values().stream()
                .flatMap(needed -> needed.keySet().stream())
                .filter(permission -> standIns.stream().noneMatch(allows -> allows.test(permission)));
    }
}
