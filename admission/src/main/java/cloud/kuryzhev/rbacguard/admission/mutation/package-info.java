/** What is changed in an object before it is stored, as a pure function of the request and the time. */
@NullMarked
package cloud.kuryzhev.rbacguard.admission.mutation;

import org.jspecify.annotations.NullMarked;
