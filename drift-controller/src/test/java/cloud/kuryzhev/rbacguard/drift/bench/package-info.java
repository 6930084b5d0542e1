/** How fast the drift controller is in a large cluster. */
@NullMarked
package cloud.kuryzhev.rbacguard.drift.bench;

import org.jspecify.annotations.NullMarked;
