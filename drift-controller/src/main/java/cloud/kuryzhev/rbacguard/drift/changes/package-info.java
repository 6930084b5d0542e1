/** Who changed roles and bindings, from where, what, and whether the admission webhook was asked. */
@NullMarked
package cloud.kuryzhev.rbacguard.drift.changes;

import org.jspecify.annotations.NullMarked;
