/** How fast usage is read, measured by {@code make bench-usage}. */
@NullMarked
package cloud.kuryzhev.rbacguard.usage.bench;

import org.jspecify.annotations.NullMarked;
