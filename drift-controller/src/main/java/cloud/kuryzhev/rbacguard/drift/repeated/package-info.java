/** What the service does again and again, beside its main work. */
@NullMarked
package cloud.kuryzhev.rbacguard.drift.repeated;

import org.jspecify.annotations.NullMarked;
