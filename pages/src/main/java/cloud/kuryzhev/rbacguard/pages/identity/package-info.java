/** Who looks at the pages, and what the API server lets them see and do. */
@NullMarked
package cloud.kuryzhev.rbacguard.pages.identity;

import org.jspecify.annotations.NullMarked;
