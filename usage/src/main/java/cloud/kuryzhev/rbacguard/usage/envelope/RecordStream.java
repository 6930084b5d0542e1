package cloud.kuryzhev.rbacguard.usage.envelope;

import cloud.kuryzhev.rbacguard.usage.event.AuditLine;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Malformed;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Reason;
import cloud.kuryzhev.rbacguard.usage.event.AuditLineReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** All records of one stream, in order: unpacked, cut apart, unwrapped. Only the reading itself can fail. */
final class RecordStream {

    /** How base64 of gzip begins. */
    private static final String BASE64_GZIP = "H4sI";

    private final int maxRecordBytes;
    private final Inflation inflation;
    private final RecordSink sink;
    private final Envelopes envelopes;
    private boolean compressed;
    private long line;
    private long column;

    RecordStream(int maxRecordBytes, RecordSink sink) {
        this(maxRecordBytes, new AuditLineReader(maxRecordBytes), Inflation.unbounded(), sink);
    }

    RecordStream(int maxRecordBytes, AuditLineReader reader, Inflation inflation, RecordSink sink) {
        this.maxRecordBytes = maxRecordBytes;
        this.inflation = inflation;
        this.sink = sink;
        this.envelopes = new Envelopes(reader);
    }

    /** Reads {@code bytes} to their end, or until the sink is closed. */
    void read(InputStream bytes) throws IOException {
        read(bytes, Long.MAX_VALUE);
    }

    /** The same, but of the records that begin before {@code limit} bytes only. */
    void read(InputStream bytes, long limit) throws IOException {
        Unpacked unpacked = new Unpacked(bytes, inflation);
        compressed = unpacked.isCompressed();
        read(unpacked, new JsonPieces(unpacked, maxRecordBytes, limit), false);
    }

    /** Whether the stream was gzip. */
    boolean isCompressed() {
        return compressed;
    }

    /** How many lines were passed. */
    long lines() {
        return line - 1;
    }

    private void read(Unpacked in, JsonPieces pieces, boolean payload) throws IOException {
        boolean cut = false;
        while (!sink.isClosed()) {
            if (envelopes.format() == Format.PLAIN && readLine(pieces, payload)) {
                continue;
            }
            Piece piece = pieces.next();
            note(pieces, payload);
            switch (piece) {
                case Piece.Value(ByteBuffer json) -> take(envelopes.unwrap(json), json, payload);
                case Piece.Text(ByteBuffer bytes) -> takeText(bytes, payload);
                case Piece.Bad(Reason reason, ByteBuffer bytes) -> refuse(reason, bytes);
                case Piece.Head head -> envelopes.begin(head);
                case Piece.Tail() -> envelopes.end();
                case Piece.End() -> {
                    if (in.isDamaged() && !cut) {
                        refuse(Reason.CUT_OFF, ByteBuffer.allocate(0));
                    }
                    return;
                }
            }
            cut = piece instanceof Piece.Bad bad && bad.reason() == Reason.CUT_OFF;
        }
    }

    /** Most records are an event on a line of its own: to look for its end by its braces takes as long as to read it. */
    private boolean readLine(JsonPieces pieces, boolean payload) throws IOException {
        Optional<ByteBuffer> whole = pieces.lineAtHand();
        if (whole.isEmpty() || whole.get().remaining() > maxRecordBytes) {
            return false;
        }
        Optional<AuditLine> event = envelopes.event(whole.get());
        event.ifPresent(read -> {
            note(pieces, payload);
            accept(read, Optional.empty(), whole.get());
            pieces.pass(whole.get());
        });
        return event.isPresent();
    }

    private void note(JsonPieces pieces, boolean payload) {
        if (!payload) {
            line = pieces.startLine();
            column = pieces.startColumn();
        }
    }

    private void take(Unwrapped unwrapped, ByteBuffer bytes, boolean payload) throws IOException {
        switch (unwrapped) {
            case Unwrapped.Line(var read, var cluster) -> accept(read, cluster, bytes);
            case Unwrapped.Payload(String base64) -> unpack(base64, bytes, payload);
        }
    }

    private void takeText(ByteBuffer bytes, boolean payload) throws IOException {
        String text = StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
        if (text.startsWith(BASE64_GZIP)) {
            unpack(text.strip(), bytes, payload);
        } else {
            refuse(Reason.NOT_JSON, bytes);
        }
    }

    /** A payload within a payload is nobody's format. */
    private void unpack(String base64, ByteBuffer bytes, boolean payload) throws IOException {
        try {
            byte[] decoded = Base64.getDecoder().decode(base64);
            if (payload) {
                refuse(Reason.NOT_AN_EVENT, bytes);
            } else {
                Unpacked in = new Unpacked(new ByteArrayInputStream(decoded), inflation);
                read(in, new JsonPieces(in, maxRecordBytes, Long.MAX_VALUE), true);
                envelopes.end();
            }
        } catch (IllegalArgumentException _) {
            refuse(Reason.NOT_DECODABLE, bytes);
        }
    }

    private void refuse(Reason reason, ByteBuffer bytes) {
        accept(new Malformed(reason), Optional.empty(), bytes);
    }

    private void accept(AuditLine read, Optional<ClusterId> cluster, ByteBuffer bytes) {
        sink.accept(read, cluster, envelopes.format(), new Excerpt(bytes, line, column));
    }
}
