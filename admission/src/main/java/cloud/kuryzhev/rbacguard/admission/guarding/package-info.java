/** Who may change what belongs to the guard itself, as a pure function of the request. */
@NullMarked
package cloud.kuryzhev.rbacguard.admission.guarding;

import org.jspecify.annotations.NullMarked;
