/** Where audit events come from: the log file, Kafka, and what API servers and clouds push over TLS. */
@NullMarked
package cloud.kuryzhev.rbacguard.drift.intake;

import org.jspecify.annotations.NullMarked;
