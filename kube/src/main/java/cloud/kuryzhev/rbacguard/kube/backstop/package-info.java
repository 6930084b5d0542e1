/** The policy as ValidatingAdmissionPolicies, which the API server evaluates by itself. */
@NullMarked
package cloud.kuryzhev.rbacguard.kube.backstop;

import org.jspecify.annotations.NullMarked;
