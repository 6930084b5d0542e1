/** The page of all violations. */
@NullMarked
package cloud.kuryzhev.rbacguard.pages.queue;

import org.jspecify.annotations.NullMarked;
