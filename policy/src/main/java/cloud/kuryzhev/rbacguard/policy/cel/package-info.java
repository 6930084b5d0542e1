/** Evaluates custom rules in the Common Expression Language; nothing outside knows how, and nothing here is loaded without such a rule. */
@NullMarked
package cloud.kuryzhev.rbacguard.policy.cel;

import org.jspecify.annotations.NullMarked;
