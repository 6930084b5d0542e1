package cloud.kuryzhev.rbacguard.policy.rbac;

import java.time.Instant;

/** A role or a binding, of either scope. */
public sealed interface RbacObject permits Role, Binding {

    /** Which object this is. */
    ObjectKey key();

    /** What is said about it beside what it grants. */
    Metadata metadata();

    /** When it was created; {@link Instant#MAX} for an object that is not stored yet. */
    Instant created();
}
