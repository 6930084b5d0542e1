package cloud.kuryzhev.rbacguard.usage.intake;

import cloud.kuryzhev.rbacguard.usage.envelope.AuditRecords;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Google Pub/Sub push: {@code {"message":{"data":<base64>,"messageId":…},"subscription":…}} ("Push subscriptions", Pub/Sub
 * documentation). The data is one Cloud Logging {@code LogEntry}. Delivered at least once; {@code messageId} is unique in a topic.
 */
public record PubSub() implements Sender {

    /** {@inheritDoc} As long as a subscription keeps messages by default. */
    @Override
    public Duration patience() {
        return Duration.ofDays(7);
    }

    @Override
    public Delivery read(InputStream body, AuditRecords records, long maxBytes, Consumer<AuditLine> lines)
            throws IOException {
        String[] message = {"", ""};
        boolean whole = PushedJson.read(body, maxBytes, (path, text) -> {
            switch (path) {
                case "/subscription" -> message[0] = text;
                case "/message/messageId" -> message[1] = text;
                case "/message/data" -> Firehose.decode(text, records, maxBytes, lines);
                default -> {}
            }
        });
        return PushedJson.delivery("pubsub " + message[0], message[1], whole);
    }
}
