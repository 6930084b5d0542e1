/** The catalogue: one file a rule. */
@NullMarked
package cloud.kuryzhev.rbacguard.policy.rule;

import org.jspecify.annotations.NullMarked;
