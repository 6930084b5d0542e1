/** The violations of the cluster as the service knows them, for each viewer those that they may list. */
@NullMarked
package cloud.kuryzhev.rbacguard.pages.known;

import org.jspecify.annotations.NullMarked;
