/** Serves the pages for those who review. */
@NullMarked
package cloud.kuryzhev.rbacguard.drift.review;

import org.jspecify.annotations.NullMarked;
