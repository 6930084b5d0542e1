/** What every page has: header, navigation, times, and the pages for what went wrong. */
@NullMarked
package cloud.kuryzhev.rbacguard.pages.layout;

import org.jspecify.annotations.NullMarked;
