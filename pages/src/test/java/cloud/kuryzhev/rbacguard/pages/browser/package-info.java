/** Pages in a real browser, for tests. */
@NullMarked
package cloud.kuryzhev.rbacguard.pages.browser;

import org.jspecify.annotations.NullMarked;
