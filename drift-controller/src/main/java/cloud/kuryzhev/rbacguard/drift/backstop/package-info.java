/** Keeps the policy in force as ValidatingAdmissionPolicies in the cluster. */
@NullMarked
package cloud.kuryzhev.rbacguard.drift.backstop;

import org.jspecify.annotations.NullMarked;
