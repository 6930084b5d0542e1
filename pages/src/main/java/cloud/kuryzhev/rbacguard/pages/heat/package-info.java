/** What a role grants, resource by verb, and what of it was used. */
@NullMarked
package cloud.kuryzhev.rbacguard.pages.heat;

import org.jspecify.annotations.NullMarked;
