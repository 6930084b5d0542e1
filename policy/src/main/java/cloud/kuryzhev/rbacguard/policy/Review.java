package cloud.kuryzhev.rbacguard.policy;

import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import java.util.Optional;

/**
 * A request to store one RBAC object.
 *
 * @param object as it would be stored
 * @param oldObject as it is stored; empty for a CREATE
 * @param dryRun whether nothing will be stored
 */
public record Review(Requester requester, RbacObject object, Optional<RbacObject> oldObject, boolean dryRun) {

    /** A request that is meant. */
    public Review(Requester requester, RbacObject object, Optional<RbacObject> oldObject) {
        this(requester, object, oldObject, false);
    }

    /** What it does to the object. */
    public Operation operation() {
        return oldObject.isPresent() ? Operation.UPDATE : Operation.CREATE;
    }
}
