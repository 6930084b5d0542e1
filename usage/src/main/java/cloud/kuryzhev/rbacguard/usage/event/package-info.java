/** What one audit event means: from bytes to an event, from an event to observations. Pure. */
@NullMarked
package cloud.kuryzhev.rbacguard.usage.event;

import org.jspecify.annotations.NullMarked;
