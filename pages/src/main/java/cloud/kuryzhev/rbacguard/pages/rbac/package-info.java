/** The cluster's roles and bindings, for those who may read them. */
@NullMarked
package cloud.kuryzhev.rbacguard.pages.rbac;

import org.jspecify.annotations.NullMarked;
