/** The {@code rbac-guard} command: its entry, and what all its subcommands share. */
@NullMarked
package cloud.kuryzhev.rbacguard.cli;

import org.jspecify.annotations.NullMarked;
