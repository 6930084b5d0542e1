package cloud.kuryzhev.rbacguard.kube.backstop;

import cloud.kuryzhev.rbacguard.policy.Action;
import java.util.List;

/** What one ValidatingAdmissionPolicy looks at, and does about it. */
enum Guarded {
    ROLES("rbac-guard-backstop-roles", Action.DENY, true),
    BINDINGS("rbac-guard-backstop-bindings", Action.DENY, false),
    ROLE_WARNINGS("rbac-guard-backstop-role-warnings", Action.WARN, true),
    BINDING_WARNINGS("rbac-guard-backstop-binding-warnings", Action.WARN, false);

    static final List<Guarded> ALL = List.of(values());

    private final String name;
    private final Action action;
    private final boolean roles;

    Guarded(String name, Action action, boolean roles) {
        this.name = name;
        this.action = action;
        this.roles = roles;
    }

    /** Of the policy, and of its binding. */
    String objectName() {
        return name;
    }

    Action action() {
        return action;
    }

    boolean roles() {
        return roles;
    }

    List<String> resources() {
        return roles ? List.of("roles", "clusterroles") : List.of("rolebindings", "clusterrolebindings");
    }
}
