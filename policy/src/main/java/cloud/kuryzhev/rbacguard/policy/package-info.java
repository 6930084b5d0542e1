/** Judges RBAC objects: the policy, its reader, and the engine that finds every rule an object breaks. */
@NullMarked
package cloud.kuryzhev.rbacguard.policy;

import org.jspecify.annotations.NullMarked;
