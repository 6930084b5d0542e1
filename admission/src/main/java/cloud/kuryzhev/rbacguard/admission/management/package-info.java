/** What probes and scrapers see, over plain HTTP. */
@NullMarked
package cloud.kuryzhev.rbacguard.admission.management;

import org.jspecify.annotations.NullMarked;
