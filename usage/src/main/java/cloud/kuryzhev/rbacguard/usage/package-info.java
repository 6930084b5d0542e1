/** Runs the sources: audit events in, usage in the store, progress for everyone to see. */
@NullMarked
package cloud.kuryzhev.rbacguard.usage;

import org.jspecify.annotations.NullMarked;
