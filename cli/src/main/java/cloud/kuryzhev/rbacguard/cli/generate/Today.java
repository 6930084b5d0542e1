package cloud.kuryzhev.rbacguard.cli.generate;

import cloud.kuryzhev.rbacguard.cli.access.RuleText;
import cloud.kuryzhev.rbacguard.cli.compare.NewAccess;
import cloud.kuryzhev.rbacguard.policy.drift.LeastRoles;
import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What least roles mean in the cluster as it stands. */
final class Today {

    private Today() {}

    /** Which bindings they would replace, and what of them goes beyond what {@code subject} in {@code groups} is granted now. */
    static List<String> notes(Subject subject, Set<String> groups, LeastRoles least, RbacSnapshot live) {
        RbacSnapshot then = RbacSnapshot.of(Stream.<RbacObject>concat(least.roles().stream(), least.bindings().stream())
                .toList());
        Stream<String> replaced =
                live.cluster().bindingsTo(subject).stream().map(binding -> replaced(binding, subject));
        Stream<String> wider = NewAccess.between(live, then, true, groups).stream()
                .flatMap(access -> access.rules().stream()
                        .map(rule -> "not granted today" + in(access) + ": " + RuleText.verbs(rule) + " "
                                + RuleText.targets(rule) + " " + RuleText.names(rule)));
        return Stream.concat(replaced, wider).map(String::strip).toList();
    }

    private static String replaced(Binding binding, Subject subject) {
        long others = binding.subjects().stream()
                .map(Subject::canonical)
                .filter(it -> !it.equals(Subject.canonical(subject)))
                .distinct()
                .count();
        return "would replace " + binding.key() + " of " + binding.roleRef()
                + (others == 0 ? "" : ", which has " + others + " more: take this one out of it");
    }

    private static String in(NewAccess access) {
        String namespace = access.binding().namespace();
        return namespace.isEmpty() ? "" : " in " + namespace;
    }
}
