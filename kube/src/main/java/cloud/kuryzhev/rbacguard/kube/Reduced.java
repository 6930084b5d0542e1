package cloud.kuryzhev.rbacguard.kube;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Metadata;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Origin;
import cloud.kuryzhev.rbacguard.policy.rbac.Origin.FieldWriter;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * An object as it is kept in memory, among tens of thousands: without the annotations of others, which can hold the object once more,
 * and with each string once, since all objects are made of the same few.
 */
final class Reduced {

    /** Its own, and those that name an owner. */
    private static final Pattern KEPT_ANNOTATIONS =
            Pattern.compile("audit\\.kuryzhev\\.cloud/.*|meta\\.helm\\.sh/.*|argocd\\.argoproj\\.io/tracking-id");

    private Reduced() {}

    static RbacObject of(RbacObject object) {
        return switch (object) {
            case Role role ->
                new Role(
                        key(role.key()),
                        role.rules().stream().map(Reduced::rule).toList(),
                        role.aggregates(),
                        metadata(role.metadata()));
            case Binding binding ->
                new Binding(
                        key(binding.key()),
                        key(binding.roleRef()),
                        binding.subjects().stream().map(Reduced::subject).toList(),
                        metadata(binding.metadata()));
        };
    }

    private static ObjectKey key(ObjectKey key) {
        return new ObjectKey(key.kind(), key.namespace().intern(), key.name().intern());
    }

    private static PolicyRule rule(PolicyRule rule) {
        return new PolicyRule(
                strings(rule.verbs()),
                strings(rule.apiGroups()),
                strings(rule.resources()),
                strings(rule.resourceNames()),
                strings(rule.nonResourceUrls()));
    }

    private static List<String> strings(List<String> strings) {
        return strings.stream().map(String::intern).toList();
    }

    private static Subject subject(Subject subject) {
        return switch (subject) {
            case Subject.User(String name) -> new Subject.User(name.intern());
            case Subject.Group(String name) -> new Subject.Group(name.intern());
            case Subject.ServiceAccount(String namespace, String name) ->
                new Subject.ServiceAccount(namespace.intern(), name.intern());
        };
    }

    private static Metadata metadata(Metadata metadata) {
        var annotations = new TreeMap<>(metadata.annotations());
        annotations.keySet().removeIf(KEPT_ANNOTATIONS.asMatchPredicate().negate());
        return new Metadata(
                interned(metadata.labels()), interned(annotations), metadata.created(), origin(metadata.origin()));
    }

    private static Origin origin(Origin origin) {
        return origin.managers().isEmpty() && origin.owners().isEmpty()
                ? Origin.UNKNOWN
                : new Origin(
                        origin.owners(),
                        origin.managers().stream()
                                .map(it -> new FieldWriter(it.name().intern(), it.applies(), it.grants(), it.at()))
                                .toList());
    }

    private static SortedMap<String, String> interned(Map<String, String> strings) {
        var interned = new TreeMap<String, String>();
        strings.forEach((key, value) -> interned.put(key.intern(), value.intern()));
        return interned;
    }
}
