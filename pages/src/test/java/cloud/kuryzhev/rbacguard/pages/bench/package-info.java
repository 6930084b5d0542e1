/** How long the pages take, with as much to show as there may be. */
@NullMarked
package cloud.kuryzhev.rbacguard.pages.bench;

import org.jspecify.annotations.NullMarked;
