/** The drift controller: compares live RBAC with policy and usage, and files what it finds as RBACViolations. */
@NullMarked
package cloud.kuryzhev.rbacguard.drift;

import org.jspecify.annotations.NullMarked;
