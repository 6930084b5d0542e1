/** A 403 taken apart, as {@code rbac-guard explain} does. */
@NullMarked
package cloud.kuryzhev.rbacguard.pages.explain;

import org.jspecify.annotations.NullMarked;
