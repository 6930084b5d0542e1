package cloud.kuryzhev.rbacguard.usage.envelope;

import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Reason;

/**
 * A record that should have been an event.
 *
 * @param number of the file's records, from 1
 * @param line where it begins in the file's unpacked text, from 1
 * @param column in bytes, from 1
 */
public record UnreadRecord(long number, long line, long column, Reason reason) {}
