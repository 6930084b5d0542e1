/** What probes and scrapers see. */
@NullMarked
package cloud.kuryzhev.rbacguard.admission.management;

import org.jspecify.annotations.NullMarked;
