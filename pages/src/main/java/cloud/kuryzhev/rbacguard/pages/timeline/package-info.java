/** What a subject asked for, day by day. */
@NullMarked
package cloud.kuryzhev.rbacguard.pages.timeline;

import org.jspecify.annotations.NullMarked;
