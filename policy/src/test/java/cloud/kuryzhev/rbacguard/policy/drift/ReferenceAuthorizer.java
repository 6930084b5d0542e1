package cloud.kuryzhev.rbacguard.policy.drift;

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
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The RBAC authorizer once more, as plainly as it can be said and with nothing from the code under test
 * ({@code k8s.io/kubernetes/pkg/registry/rbac/validation/rule.go}).
 */
final class ReferenceAuthorizer {

    private final Collection<RbacObject> objects;

    /** Somebody with all the groups a token would carry. */
    record Caller(String name, Set<String> groups) {}

    ReferenceAuthorizer(Collection<RbacObject> objects) {
        this.objects = objects;
    }

    boolean allows(Caller caller, Permission request) {
        for (RbacObject object : objects) {
            if (object instanceof Binding binding && applies(binding, caller) && inScope(binding, request)) {
                for (PolicyRule rule : rules(binding.roleRef())) {
                    if (matches(rule, request)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean applies(Binding binding, Caller caller) {
        for (Subject subject : binding.subjects()) {
            boolean applies =
                    switch (subject) {
                        case Subject.User user -> user.name().equals(caller.name());
                        case Subject.Group group -> caller.groups().contains(group.name());
                        case Subject.ServiceAccount account ->
                            !account.namespace().isEmpty()
                                    && caller.name()
                                            .equals("system:serviceaccount:" + account.namespace() + ":"
                                                    + account.name());
                    };
            if (applies) {
                return true;
            }
        }
        return false;
    }

    private static boolean inScope(Binding binding, Permission request) {
        return binding.key().kind() == Kind.CLUSTER_ROLE_BINDING
                || (request instanceof OnResource asked
                        && !asked.namespace().isEmpty()
                        && asked.namespace().equals(binding.key().namespace()));
    }

    private List<PolicyRule> rules(ObjectKey key) {
        for (RbacObject object : objects) {
            if (object instanceof Role role && role.key().equals(key)) {
                return role.rules();
            }
        }
        return List.of();
    }

    private static boolean matches(PolicyRule rule, Permission request) {
        if (!has(rule.verbs(), request.verb())) {
            return false;
        }
        return switch (request) {
            case OnUrl asked ->
                rule.nonResourceUrls().stream()
                        .anyMatch(url -> url.equals(asked.path())
                                || (url.endsWith("*") && asked.path().startsWith(url.replaceAll("\\*+$", ""))));
            case OnResource asked ->
                has(rule.apiGroups(), asked.apiGroup())
                        && (has(rule.resources(), asked.resource())
                                || (asked.resource().contains("/")
                                        && rule.resources()
                                                .contains(asked.resource().replaceFirst("[^/]*/", "*/"))))
                        && (rule.resourceNames().isEmpty()
                                || rule.resourceNames().contains(asked.name()));
        };
    }

    private static boolean has(List<String> list, String value) {
        return list.contains("*") || list.contains(value);
    }
}
