/** {@code rbac-guard review} and {@code undo}: what was found, what is suggested, and what people decide about it. */
@NullMarked
package cloud.kuryzhev.rbacguard.cli.review;

import org.jspecify.annotations.NullMarked;
