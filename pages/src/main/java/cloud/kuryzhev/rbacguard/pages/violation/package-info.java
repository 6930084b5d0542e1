/** The page of one violation, and the decisions about it. */
@NullMarked
package cloud.kuryzhev.rbacguard.pages.violation;

import org.jspecify.annotations.NullMarked;
