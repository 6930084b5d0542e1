/** How the cluster and the service are doing, at a glance. */
@NullMarked
package cloud.kuryzhev.rbacguard.pages.overview;

import org.jspecify.annotations.NullMarked;
