/** What subjects were seen to do: the observations that audit events turn into, and their sum. */
@NullMarked
package cloud.kuryzhev.rbacguard.policy.usage;

import org.jspecify.annotations.NullMarked;
