package cloud.kuryzhev.rbacguard.usage.intake;

import cloud.kuryzhev.rbacguard.usage.envelope.AuditRecords;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine;
import cloud.kuryzhev.rbacguard.usage.journal.DeliveryId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Consumer;

/** Who delivers, and how: one implementation each. */
public sealed interface Sender permits ApiServer, Firehose, PubSub {

    /**
     * What a body was.
     *
     * @param name what the sender calls it; empty if it has no name
     * @param readable whether it may be kept
     */
    record Delivery(DeliveryId id, String name, boolean readable) {}

    /** How long it tries to deliver what is not taken, before it gives it up. */
    Duration patience();

    /**
     * Reads a body to its end.
     *
     * @param maxBytes bounds what it may become unpacked
     * @throws IOException if it cannot be read
     */
    Delivery read(InputStream body, AuditRecords records, long maxBytes, Consumer<AuditLine> lines) throws IOException;
}
