package cloud.kuryzhev.rbacguard.drift.intake;

import cloud.kuryzhev.rbacguard.usage.AuditSource;

/**
 * A source, and what metrics and health call it.
 *
 * @param name {@code file}, {@code webhook}, {@code firehose}, {@code pubsub} or {@code kafka}
 */
public record NamedSource(String name, AuditSource source) {}
