package cloud.kuryzhev.rbacguard.usage.envelope;

import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Reason;
import java.nio.ByteBuffer;

/** The next thing in a file of records. Bytes are good until the next piece is read. */
sealed interface Piece {

    /** A record: one object, as far as its braces say. */
    record Value(ByteBuffer json) implements Piece {}

    /** A record that is a line without an object. */
    record Text(ByteBuffer line) implements Piece {}

    /** A record that cannot be read. */
    record Bad(Reason reason, ByteBuffer bytes) implements Piece {}

    /**
     * No record, but an object that lists records, which come next.
     *
     * @param list the list's field
     * @param json the fields before it, and an empty list
     */
    record Head(String list, ByteBuffer json) implements Piece {}

    /** No record: the object of the last head is over. */
    record Tail() implements Piece {}

    /** Nothing more. */
    record End() implements Piece {}
}
