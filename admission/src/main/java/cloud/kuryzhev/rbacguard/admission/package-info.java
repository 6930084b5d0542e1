/** The admission service: answers AdmissionReviews by the policy in force. */
@NullMarked
package cloud.kuryzhev.rbacguard.admission;

import org.jspecify.annotations.NullMarked;
