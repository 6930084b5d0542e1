package cloud.kuryzhev.rbacguard.policy.access;

import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import java.util.Set;

/**
 * Who can apply a fix: they may create its role and its binding, and either hold what it grants or may escalate and bind
 * ({@code k8s.io/kubernetes/pkg/registry/rbac/escalation_check.go}).
 */
final class Givers {

    private static final int SHOWN = 5;

    /** They can in every cluster, so they are told without being looked for. */
    private static final Subject MASTERS = new Subject.Group("system:masters");

    private Givers() {}

    /** The first five, beside the members of {@code system:masters}. */
    static List<Subject> of(Permission permission, RbacSnapshot snapshot) {
        String namespace = permission instanceof OnResource on ? on.namespace() : "";
        String suffix = namespace.isEmpty() ? "clusterrole" : "role";
        return Holder.of(on("create", suffix + "bindings", namespace), snapshot).stream()
                .map(Holder::subject)
                .distinct()
                .filter(subject -> !subject.equals(MASTERS))
                .filter(subject -> canGive(subject, permission, suffix, namespace, snapshot))
                .limit(SHOWN)
                .toList();
    }

    private static boolean canGive(
            Subject subject, Permission permission, String suffix, String namespace, RbacSnapshot snapshot) {
        List<Grant> grants = Holder.bindings(subject, Set.of(), snapshot)
                .map(snapshot::grant)
                .toList();
        return allowed(grants, on("create", suffix + "s", namespace))
                && (allowed(grants, permission)
                        || (allowed(grants, on("escalate", suffix + "s", namespace))
                                && allowed(grants, on("bind", suffix + "s", namespace))));
    }

    private static boolean allowed(List<Grant> grants, Permission permission) {
        return grants.stream().anyMatch(grant -> grant.allows(permission));
    }

    private static Permission on(String verb, String resource, String namespace) {
        return new OnResource(verb, Kind.API_GROUP, resource, "", namespace);
    }
}
