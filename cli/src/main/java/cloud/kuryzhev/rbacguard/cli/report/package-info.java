/** {@code rbac-guard report}: what an auditor asks for, from what was scanned. */
@NullMarked
package cloud.kuryzhev.rbacguard.cli.report;

import org.jspecify.annotations.NullMarked;
