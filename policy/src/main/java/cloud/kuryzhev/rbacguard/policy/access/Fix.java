package cloud.kuryzhev.rbacguard.policy.access;

import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnUrl;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import java.util.Locale;

/** The role and the binding that allow one request and nothing else. */
public final class Fix {

    private Fix() {}

    /** Under names that {@code snapshot} does not have. */
    public static List<RbacObject> of(Denial denial, RbacSnapshot snapshot) {
        boolean namespaced =
                denial.permission() instanceof OnResource on && !on.namespace().isEmpty();
        String namespace = denial.permission() instanceof OnResource on ? on.namespace() : "";
        String name = name(denial, namespaced, snapshot);
        var role = new ObjectKey(namespaced ? Kind.ROLE : Kind.CLUSTER_ROLE, namespace, name);
        var binding = new ObjectKey(namespaced ? Kind.ROLE_BINDING : Kind.CLUSTER_ROLE_BINDING, namespace, name);
        return List.of(
                new Role(role, List.of(rule(denial.permission()))),
                new Binding(binding, role, List.of(denial.subject())));
    }

    private static PolicyRule rule(Permission permission) {
        return switch (permission) {
            case OnUrl(String verb, String path) -> PolicyRule.onUrls(List.of(verb), List.of(path));
            case OnResource on ->
                new PolicyRule(
                        List.of(on.verb()),
                        List.of(on.apiGroup()),
                        List.of(on.resource()),
                        on.name().isEmpty() || isUnnamed(on) ? List.of() : List.of(on.name()),
                        List.of());
        };
    }

    /** A create is authorised without a name, though the message shows one; that of a subresource has its parent's. */
    private static boolean isUnnamed(OnResource on) {
        return (on.verb().equals("create") && !on.resource().contains("/"))
                || on.verb().equals("deletecollection");
    }

    private static String name(Denial denial, boolean namespaced, RbacSnapshot snapshot) {
        String who = denial.subject() instanceof Subject.ServiceAccount account
                ? account.name()
                : denial.subject().authenticatedName();
        String what = denial.permission() instanceof OnResource on ? on.resource() : "path";
        String name = (who + "-" + denial.permission().verb() + "-" + what)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9.-]+", "-");
        boolean taken = snapshot.objects().keySet().stream()
                .anyMatch(key -> key.name().equals(name) && key.kind().namespaced() == namespaced);
        return taken ? name + "-" + Integer.toHexString(denial.hashCode()) : name;
    }
}
