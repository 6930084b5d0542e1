package cloud.kuryzhev.rbacguard.policy.access;

import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.Group;
import java.util.Comparator;
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
        Stream<Subject> asGroups = subject instanceof Group
                ? Stream.empty()
                : Stream.concat(OwnGroups.of(subject).stream(), groups.stream()).map(Group::new);
        return Stream.concat(Stream.of(subject).filter(Holder::isSomebody), asGroups)
                .flatMap(it -> snapshot.cluster().bindingsTo(it).stream())
                .distinct()
                .sorted(Comparator.comparing(Binding::key));
    }

    /** Whether the authorizer can ever meet {@code subject}: a service account without a namespace is nobody. */
    public static boolean isSomebody(Subject subject) {
        return !(subject instanceof Subject.ServiceAccount account
                && account.namespace().isEmpty());
    }
}
