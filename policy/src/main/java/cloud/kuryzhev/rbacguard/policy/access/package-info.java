/** Who may do what, why somebody may not, and the smallest fix. */
@NullMarked
package cloud.kuryzhev.rbacguard.policy.access;

import org.jspecify.annotations.NullMarked;
