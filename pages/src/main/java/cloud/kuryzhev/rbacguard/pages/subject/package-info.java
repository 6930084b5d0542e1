/** What one subject may do, beside what it was seen to do. */
@NullMarked
package cloud.kuryzhev.rbacguard.pages.subject;

import org.jspecify.annotations.NullMarked;
