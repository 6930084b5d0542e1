package cloud.kuryzhev.rbacguard.cli.explain;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;

/** Who was denied what. */
record Denial(Subject subject, Permission permission) {

    @Override
    public String toString() {
        return subject + " may not " + permission;
    }
}
