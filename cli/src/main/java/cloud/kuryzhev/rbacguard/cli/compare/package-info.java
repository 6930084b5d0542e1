/** {@code rbac-guard compare}: what one set of manifests grants that another does not. */
@NullMarked
package cloud.kuryzhev.rbacguard.cli.compare;

import org.jspecify.annotations.NullMarked;
