/** Tells people and other systems of violations: once, in the end, and not all at once. */
@NullMarked
package cloud.kuryzhev.rbacguard.drift.telling;

import org.jspecify.annotations.NullMarked;
