package cloud.kuryzhev.rbacguard.usage.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import cloud.kuryzhev.rbacguard.usage.envelope.AuditRecords;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Consumer;

/**
 * Amazon Data Firehose to an HTTP endpoint: {@code {"requestId":…,"timestamp":…,"records":[{"data":<base64>}]}}, tried again under the
 * same request ID ("Understand HTTP endpoint delivery request and response specifications", Data Firehose developer guide). A record is
 * what CloudWatch Logs gave the stream: gzip of a subscription payload.
 */
public record Firehose() implements Sender {

    /** {@inheritDoc} The shortest usual retry duration; what is given up goes to a bucket. */
    @Override
    public Duration patience() {
        return Duration.ofMinutes(5);
    }

    @Override
    public Delivery read(InputStream body, AuditRecords records, long maxBytes, Consumer<AuditLine> lines)
            throws IOException {
        String[] requestId = {""};
        boolean whole = PushedJson.read(body, maxBytes, (path, text) -> {
            switch (path) {
                case "/requestId" -> requestId[0] = text;
                case "/records/data" -> decode(text, records, maxBytes, lines);
                default -> {}
            }
        });
        return PushedJson.delivery("firehose", requestId[0], whole);
    }

    /** Base64 that is none costs this record only. */
    static void decode(String base64, AuditRecords records, long maxBytes, Consumer<AuditLine> lines) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.getBytes(ISO_8859_1));
        } catch (IllegalArgumentException _) {
            lines.accept(records.refused(Reason.NOT_DECODABLE, ByteBuffer.wrap(base64.getBytes(UTF_8))));
            return;
        }
        records.read(bytes, maxBytes, lines);
    }
}
