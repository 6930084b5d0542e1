/** The core by itself, without network: how long it thinks and how much it allocates. */
@NullMarked
package cloud.kuryzhev.rbacguard.benchmarks.core;

import org.jspecify.annotations.NullMarked;
