/** Who may read a service's metrics, as the API server decides it. */
@NullMarked
package cloud.kuryzhev.rbacguard.kube.scrape;

import org.jspecify.annotations.NullMarked;
