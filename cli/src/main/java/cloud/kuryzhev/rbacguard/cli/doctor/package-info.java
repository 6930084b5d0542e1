/** Whether an installation works, and what to do where it does not. */
@NullMarked
package cloud.kuryzhev.rbacguard.cli.doctor;

import org.jspecify.annotations.NullMarked;
