/** The guard's own webhook configurations and kinds, put back where others changed or deleted them. */
@NullMarked
package cloud.kuryzhev.rbacguard.drift.own;

import org.jspecify.annotations.NullMarked;
