package cloud.kuryzhev.rbacguard.policy.access;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;

/** Who was denied what. */
public record Denial(Subject subject, Permission permission) {

    @Override
    public String toString() {
        return subject + " may not " + permission;
    }
}
