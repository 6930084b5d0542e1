package cloud.kuryzhev.rbacguard.cli.access;

import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Membership;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Somebody who holds something, and the binding that gives it. */
public record Holder(Subject subject, Binding binding) {

    /** Everybody whom a binding gives {@code permission}, in the order of the subjects, then of the bindings. */
    public static List<Holder> of(Permission permission, RbacSnapshot snapshot) {
        return snapshot.bindings()
                .filter(binding -> snapshot.grant(binding).allows(permission))
                .flatMap(binding -> binding.subjects().stream()
                        .filter(Holder::isSomebody)
                        .map(subject -> new Holder(subject, binding)))
                .distinct()
                .sorted((a, b) -> a.subject().compareTo(b.subject()))
                .toList();
    }

    /** The bindings that reach {@code subject}, in the order of their keys. */
    public static Stream<Binding> bindings(Subject subject, Set<String> groups, RbacSnapshot snapshot) {
        return snapshot.bindings()
                .filter(binding -> binding.subjects().stream().anyMatch(it -> reaches(it, subject, groups)));
    }

    private static boolean reaches(Subject granted, Subject subject, Set<String> groups) {
        return granted.equals(subject)
                ? isSomebody(granted)
                : !(subject instanceof Subject.Group) && Membership.reaches(granted, subject, groups);
    }

    private static boolean isSomebody(Subject subject) {
        return !(subject instanceof Subject.ServiceAccount account
                && account.namespace().isEmpty());
    }
}
