/** {@code rbac-guard generate}: least roles from audit logs. */
@NullMarked
package cloud.kuryzhev.rbacguard.cli.generate;

import org.jspecify.annotations.NullMarked;
