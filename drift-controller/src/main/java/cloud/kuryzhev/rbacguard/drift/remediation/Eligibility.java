package cloud.kuryzhev.rbacguard.drift.remediation;

import cloud.kuryzhev.rbacguard.kube.ObjectNames;
import cloud.kuryzhev.rbacguard.kube.SuggestedObjects;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.ObjectName;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Bootstrap;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Owner;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What must never be applied, whoever approves it.
 *
 * @param policy in force
 * @param namespace the release's
 */
record Eligibility(Policy policy, String namespace) {

    /** As the chart names what is the guard's. */
    private static final Pattern OWN = Pattern.compile("rbac-(guard|auditor)(-.*)?");

    private static final String SYSTEM = "system:";

    /** Why the suggestion must not take the place of {@code binding}; empty if it may. The first reason of these. */
    Optional<String> obstacle(RBACViolationSpec spec, Binding binding) {
        SuggestedChange change = spec.suggestion();
        if (change == null || (change.delete().isEmpty() && change.owned().isEmpty())) {
            return Optional.of("nothing is suggested that would take its place");
        }
        ObjectKey key = binding.key();
        return Stream.<Supplier<Optional<String>>>of(
                        () -> Owner.of(binding.metadata())
                                .map(owner ->
                                        key + " belongs to " + owner + ", which would put it back: " + owner.change()),
                        () -> when(!replaces(change, spec), "it would take the place of more than " + key),
                        () -> when(Bootstrap.owns(key), "Kubernetes itself keeps " + key),
                        () -> when(isOwn(binding), key + " is the guard's own"),
                        () -> binding.subjects().stream()
                                .filter(Eligibility::isSystem)
                                .findFirst()
                                .map(it -> key + " grants to " + it + ", which is the control plane's"),
                        () -> protectedName(change, key),
                        () -> restricted(change, key))
                .flatMap(it -> it.get().stream())
                .findFirst();
    }

    private static Optional<String> when(boolean so, String why) {
        return so ? Optional.of(why) : Optional.empty();
    }

    private static boolean replaces(SuggestedChange change, RBACViolationSpec spec) {
        return change.owned().isEmpty()
                && change.delete()
                        .equals(List.of(new ObjectName(spec.sourceKind(), spec.sourceName(), spec.sourceNamespace())));
    }

    private boolean isOwn(Binding binding) {
        return OWN.matcher(binding.key().name()).matches()
                || binding.subjects().stream()
                        .anyMatch(it -> Subject.canonical(it) instanceof Subject.ServiceAccount(String in, String name)
                                && in.equals(namespace)
                                && OWN.matcher(name).matches());
    }

    private static boolean isSystem(Subject subject) {
        return switch (Subject.canonical(subject)) {
            case Subject.ServiceAccount _ -> false;
            case Subject.User(String name) -> name.startsWith(SYSTEM);
            case Subject.Group(String name) -> name.startsWith(SYSTEM);
        };
    }

    private Optional<String> protectedName(SuggestedChange change, ObjectKey key) {
        return Stream.concat(Stream.of(ObjectNames.of(key)), SuggestedObjects.names(change).stream())
                .filter(it -> policy.protectedObjects().stream()
                        .flatMap(protection -> protection.objects().stream())
                        .anyMatch(guarded -> ObjectNames.of(guarded).equals(it)))
                .findFirst()
                .map(it -> "the policy protects " + it.kind() + " " + it.name());
    }

    private Optional<String> restricted(SuggestedChange change, ObjectKey key) {
        return Stream.concat(Stream.of(ObjectNames.of(key)), SuggestedObjects.names(change).stream())
                .map(ObjectName::namespace)
                .filter(it -> it != null && policy.restrictedNamespaces().contains(it))
                .findFirst()
                .map(it -> "namespace " + it + " is restricted by the policy: apply it by hand");
    }
}
