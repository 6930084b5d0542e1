/** {@code rbac-guard who-can} and {@code what-can}: who holds a permission, and what somebody holds, with the binding that gives it. */
@NullMarked
package cloud.kuryzhev.rbacguard.cli.access;

import org.jspecify.annotations.NullMarked;
