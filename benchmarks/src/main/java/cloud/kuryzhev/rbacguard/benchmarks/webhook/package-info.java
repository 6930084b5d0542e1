/** Webhooks side by side on one API server, as those who create roles feel them. */
@NullMarked
package cloud.kuryzhev.rbacguard.benchmarks.webhook;

import org.jspecify.annotations.NullMarked;
