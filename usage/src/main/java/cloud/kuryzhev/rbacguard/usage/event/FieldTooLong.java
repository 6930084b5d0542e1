package cloud.kuryzhev.rbacguard.usage.event;

import java.io.IOException;

/** Leaves the parser where a text passes {@link AuditLineReader#MAX_TEXT}. */
final class FieldTooLong extends IOException {

    FieldTooLong(String field) {
        super(field + " is longer than " + AuditLineReader.MAX_TEXT + " characters");
    }
}
