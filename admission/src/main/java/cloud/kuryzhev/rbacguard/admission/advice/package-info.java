/** What a refused grant is answered with besides what is wrong with it: the least role that would do. */
@NullMarked
package cloud.kuryzhev.rbacguard.admission.advice;

import org.jspecify.annotations.NullMarked;
