/** Reads audit events from Kafka. */
@NullMarked
package cloud.kuryzhev.rbacguard.usage.kafka;

import org.jspecify.annotations.NullMarked;
