/** {@code rbac-guard admit}: one AdmissionReview, answered as the service would. */
@NullMarked
package cloud.kuryzhev.rbacguard.cli.admit;

import org.jspecify.annotations.NullMarked;
