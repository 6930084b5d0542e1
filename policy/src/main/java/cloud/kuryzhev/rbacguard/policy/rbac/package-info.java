/** The RBAC model and its algebra: what a rule allows, what one set of rules covers of another, and the smallest way to write it down. */
@NullMarked
package cloud.kuryzhev.rbacguard.policy.rbac;

import org.jspecify.annotations.NullMarked;
