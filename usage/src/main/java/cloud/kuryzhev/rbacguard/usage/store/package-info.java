/** Keeps usage and the position of each source, committed together: nothing is lost, nothing counted twice. */
@NullMarked
package cloud.kuryzhev.rbacguard.usage.store;

import org.jspecify.annotations.NullMarked;
