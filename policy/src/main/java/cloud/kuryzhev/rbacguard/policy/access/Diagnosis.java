package cloud.kuryzhev.rbacguard.policy.access;

import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.Group;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.ServiceAccount;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Why a request is denied.
 *
 * @param allowedBy the binding that allows it now, if one does
 * @param bindings how many reach the subject
 * @param reasons one for each binding that comes near, nearest first as the bindings are ordered; then what looks like a slip
 */
public record Diagnosis(Optional<Binding> allowedBy, long bindings, List<String> reasons) {

    public Diagnosis {
        reasons = List.copyOf(reasons);
    }

    /** Of the bindings that {@code snapshot} has. */
    public static Diagnosis of(Denial denial, Set<String> groups, RbacSnapshot snapshot) {
        List<Binding> reaching =
                Holder.bindings(denial.subject(), groups, snapshot).toList();
        Optional<Binding> allowing = reaching.stream()
                .filter(it -> snapshot.grant(it).allows(denial.permission()))
                .findFirst();
        Stream<String> misses = reaching.stream()
                .flatMap(it -> miss(it, denial.permission(), snapshot).map(why -> it.key() + ": " + why).stream());
        Stream<String> slips = snapshot.bindings()
                .filter(it -> !reaching.contains(it) && wouldAllow(it, denial.permission(), snapshot))
                .flatMap(it -> it.subjects().stream()
                        .flatMap(subject -> slip(subject, denial.subject()).stream())
                        .map(why -> it.key() + ": " + why));
        return new Diagnosis(
                allowing,
                reaching.size(),
                Stream.of(misses, slips, general(denial, reaching))
                        .flatMap(it -> it)
                        .toList());
    }

    private static Optional<String> miss(Binding binding, Permission asked, RbacSnapshot snapshot) {
        if (!snapshot.objects().containsKey(binding.roleRef())) {
            return Optional.of("its " + binding.roleRef() + " does not exist");
        }
        List<PolicyRule> rules = snapshot.grant(binding).rules();
        if (rules.stream().anyMatch(rule -> rule.allows(asked))) {
            return Optional.of(Evidence.scope(binding, asked));
        }
        return Evidence.of(rules, asked).map(evidence -> evidence.reason() + " (" + binding.roleRef() + ")");
    }

    private static boolean wouldAllow(Binding binding, Permission asked, RbacSnapshot snapshot) {
        return snapshot.grant(binding).rules().stream().anyMatch(rule -> rule.allows(asked));
    }

    private static Optional<String> slip(Subject bound, Subject denied) {
        if (bound instanceof ServiceAccount it
                && denied instanceof ServiceAccount asking
                && it.name().equals(asking.name())) {
            return Optional.of(
                    it.namespace().isEmpty()
                            ? "its ServiceAccount " + it.name() + " has no namespace, and so is nobody"
                            : "it grants that to ServiceAccount " + it.name() + " of namespace " + it.namespace());
        }
        if (bound instanceof Group group && group.name().equals(denied.authenticatedName())) {
            return Optional.of("it grants that to a Group of this name, and the request came from a user");
        }
        return Optional.empty();
    }

    private static Stream<String> general(Denial denial, List<Binding> reaching) {
        Stream<String> none = reaching.isEmpty() ? Stream.of("no binding reaches " + denial.subject()) : Stream.empty();
        boolean unset = denial.subject() instanceof ServiceAccount account
                && account.name().equals("default");
        return Stream.concat(
                none,
                unset
                        ? Stream.of(
                                "default is the account of pods that name none: give this workload a service account of its"
                                        + " own, and grant to that")
                        : Stream.empty());
    }
}
