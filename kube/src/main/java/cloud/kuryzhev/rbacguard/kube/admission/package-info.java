/** The AdmissionReview codec: hostile bytes in, a review or a clear reason out, and the answer back to bytes. */
@NullMarked
package cloud.kuryzhev.rbacguard.kube.admission;

import org.jspecify.annotations.NullMarked;
