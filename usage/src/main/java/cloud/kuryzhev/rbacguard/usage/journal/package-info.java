/** Keeps what was delivered on disk until it is in the store, each delivery once. */
@NullMarked
package cloud.kuryzhev.rbacguard.usage.journal;

import org.jspecify.annotations.NullMarked;
