/** Compares what is granted with what the policy allows and with what was used, and finds the least that would do. */
@NullMarked
package cloud.kuryzhev.rbacguard.policy.drift;

import org.jspecify.annotations.NullMarked;
