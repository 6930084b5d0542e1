/** Pages for those who review violations: what is granted, what is used, and what becomes of it. */
@NullMarked
package cloud.kuryzhev.rbacguard.pages;

import org.jspecify.annotations.NullMarked;
