package cloud.kuryzhev.rbacguard.usage.envelope;

import cloud.kuryzhev.rbacguard.usage.event.AuditLine;
import cloud.kuryzhev.rbacguard.usage.event.AuditLineReader;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a CloudWatch Logs subscription payload before its {@code logEvents}; empty where absent.
 *
 * @param messageType {@code DATA_MESSAGE}, or {@code CONTROL_MESSAGE} when CloudWatch checks the destination
 * @param owner the AWS account
 * @param logGroup {@code /aws/eks/<cluster>/cluster}
 */
record CloudWatchHead(String messageType, String owner, String logGroup, String logStream) {

    static CloudWatchHead read(ByteBuffer json, AuditLineReader reader) {
        Map<String, String> texts = new HashMap<>();
        reader.read(json, object -> {
            object.forEach(field -> texts.put(field, object.text()));
            return new AuditLine.Blank();
        });
        return new CloudWatchHead(
                texts.getOrDefault("messageType", ""),
                texts.getOrDefault("owner", ""),
                texts.getOrDefault("logGroup", ""),
                texts.getOrDefault("logStream", ""));
    }

    boolean isControl() {
        return messageType.equals("CONTROL_MESSAGE");
    }

    Optional<ClusterId> cluster() {
        return logGroup.isEmpty() ? Optional.empty() : Optional.of(ClusterId.eks(owner, logGroup));
    }
}
