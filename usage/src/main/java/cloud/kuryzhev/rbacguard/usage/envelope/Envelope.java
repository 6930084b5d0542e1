package cloud.kuryzhev.rbacguard.usage.envelope;

import java.nio.ByteBuffer;
import java.util.Set;

/** What carries events: one implementation for each who does. Never throws on bad input. */
sealed interface Envelope permits PlainEvents, CloudWatchLogs, AzureDiagnostics, GoogleLogEntries {

    /** The name for people. */
    Format format();

    /** Whether a record of these fields looks like one of this kind. */
    boolean wraps(Set<String> fields);

    /** What one record, which has an array, holds. */
    Unwrapped unwrap(ByteBuffer json);
}
