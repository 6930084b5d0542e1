package cloud.kuryzhev.rbacguard.usage.envelope;

import cloud.kuryzhev.rbacguard.usage.event.AuditLine;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Foreign;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Malformed;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Reason;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Stream;
import cloud.kuryzhev.rbacguard.usage.event.AuditLineReader;
import cloud.kuryzhev.rbacguard.usage.event.JsonFields;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * Amazon EKS' control plane logs in CloudWatch Logs: the subscription payload, on its way to Lambda in {@code awslogs.data} ("Log
 * group-level subscription filters", CloudWatch Logs user guide), and what {@code aws logs filter-log-events} and {@code get-log-events}
 * print ({@code FilteredLogEvent}, {@code OutputLogEvent}, CloudWatch Logs API reference). Events are in the streams {@code
 * kube-apiserver-audit-*} ("Send control plane logs to CloudWatch Logs", EKS user guide), beside other components' own.
 */
final class CloudWatchLogs implements Envelope {

    private static final String AUDIT_STREAM = "kube-apiserver-audit-";

    private final AuditLineReader reader;
    private Optional<CloudWatchHead> head = Optional.empty();

    CloudWatchLogs(AuditLineReader reader) {
        this.reader = reader;
    }

    @Override
    public Format format() {
        return Format.EKS;
    }

    @Override
    public boolean wraps(Set<String> fields) {
        return fields.contains("awslogs") || (fields.contains("message") && fields.contains("timestamp"));
    }

    /** The records to come are those of the payload that begins with {@code fields}. */
    void begin(ByteBuffer fields) {
        head = Optional.of(CloudWatchHead.read(fields, reader));
    }

    /** The records to come are not those of a payload. */
    void end() {
        head = Optional.empty();
    }

    @Override
    public Unwrapped unwrap(ByteBuffer json) {
        LogEvent event = new LogEvent();
        AuditLine read = reader.read(json, event);
        if (!event.data.isEmpty()) {
            return new Unwrapped.Payload(event.data);
        }
        return read instanceof Malformed || event.message.isEmpty()
                ? Unwrapped.of(read)
                : new Unwrapped.Line(line(event), head.flatMap(CloudWatchHead::cluster));
    }

    private AuditLine line(LogEvent event) {
        if (head.filter(CloudWatchHead::isControl).isPresent()) {
            return new Foreign(Stream.CONTROL_MESSAGE);
        }
        String stream = head.map(CloudWatchHead::logStream).orElse(event.stream);
        if (head.isPresent() && stream.isEmpty()) {
            return new Malformed(Reason.MISSING_FIELD);
        }
        return stream.isEmpty() || stream.startsWith(AUDIT_STREAM)
                ? reader.read(ByteBuffer.wrap(event.message.getBytes(StandardCharsets.UTF_8)))
                : new Foreign(Stream.OTHER_LOG);
    }

    private static final class LogEvent implements AuditLineReader.Shape {

        private String message = "";
        private String stream = "";
        private String data = "";

        @Override
        public AuditLine read(JsonFields object) throws IOException {
            object.forEach(field -> {
                switch (field) {
                    case "message" -> message = object.wholeText();
                    case "logStreamName" -> stream = object.text();
                    case "awslogs" -> object.forEach(inner -> data = inner.equals("data") ? object.wholeText() : data);
                    default -> {}
                }
            });
            return message.isEmpty() ? new Malformed(Reason.NOT_AN_EVENT) : new AuditLine.Blank();
        }
    }
}
