/** {@code rbac-guard explain}: a 403 taken apart, and the smallest fix. */
@NullMarked
package cloud.kuryzhev.rbacguard.cli.explain;

import org.jspecify.annotations.NullMarked;
