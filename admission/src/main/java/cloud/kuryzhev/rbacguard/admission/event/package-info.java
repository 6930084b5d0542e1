/** Kubernetes events about refusals: few, written beside the way of the requests. */
@NullMarked
package cloud.kuryzhev.rbacguard.admission.event;

import org.jspecify.annotations.NullMarked;
