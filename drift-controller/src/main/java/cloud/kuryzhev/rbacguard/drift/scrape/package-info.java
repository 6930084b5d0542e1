/** Metrics for those alone who may read them, over TLS. */
@NullMarked
package cloud.kuryzhev.rbacguard.drift.scrape;

import org.jspecify.annotations.NullMarked;
