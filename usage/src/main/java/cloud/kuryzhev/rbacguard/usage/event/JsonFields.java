package cloud.kuryzhev.rbacguard.usage.event;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** JSON read by field: values of another type than asked for are skipped and count as absent, as null does. */
public sealed interface JsonFields permits JacksonFields, QuickFields {

    /** Takes one field, whose value is next; what it does not consume is skipped. */
    @FunctionalInterface
    interface Field {
        /** Takes the field {@code name}. */
        void accept(String name) throws IOException;
    }

    /** Every field of the object that is next. */
    void forEach(Field field) throws IOException;

    /** Whether the value is an object. */
    boolean isObject() throws IOException;

    /** A text of at most {@link AuditLineReader#MAX_TEXT} characters; longer ones end the reading of the record. */
    String text() throws IOException;

    /** As {@link #text}, most probably one of a few that come with every event. */
    String word() throws IOException;

    /** The first {@link AuditLineReader#MAX_TEXT} characters. */
    String cutText() throws IOException;

    /** A text of whatever length the record has. */
    String wholeText() throws IOException;

    /** An integer that fits 32 bits. */
    int number() throws IOException;

    /** The {@code UserInfo} of who sent a request. */
    AuditEvent.User caller() throws IOException;

    /** The annotations of the authorizer. */
    AuditEvent.Authorization authorization() throws IOException;

    /** The texts of an array. */
    List<String> texts() throws IOException;

    /** The fields of an object that are arrays of texts. */
    Map<String, List<String>> textsByName() throws IOException;
}
