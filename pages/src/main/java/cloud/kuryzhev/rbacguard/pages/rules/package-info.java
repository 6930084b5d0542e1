/** The rules, what this cluster breaks of them, and the policy in force. */
@NullMarked
package cloud.kuryzhev.rbacguard.pages.rules;

import org.jspecify.annotations.NullMarked;
