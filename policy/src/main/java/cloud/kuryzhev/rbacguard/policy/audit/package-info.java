/** What an API server's audit policy has it log, and so which permissions' use can be seen at all. */
@NullMarked
package cloud.kuryzhev.rbacguard.policy.audit;

import org.jspecify.annotations.NullMarked;
