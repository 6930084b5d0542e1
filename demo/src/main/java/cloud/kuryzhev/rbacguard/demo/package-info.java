/** The main job, end to end, on a real control plane: what {@code make demo} runs. */
@NullMarked
package cloud.kuryzhev.rbacguard.demo;

import org.jspecify.annotations.NullMarked;
