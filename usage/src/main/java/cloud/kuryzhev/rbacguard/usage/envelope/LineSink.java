package cloud.kuryzhev.rbacguard.usage.envelope;

import cloud.kuryzhev.rbacguard.usage.event.AuditLine;

/** Who takes the lines, such as {@code Batch::add}. */
@FunctionalInterface
public interface LineSink {

    /** Takes one line, and says what became of it, as in {@code Batch.lines()}. */
    String add(AuditLine line);
}
