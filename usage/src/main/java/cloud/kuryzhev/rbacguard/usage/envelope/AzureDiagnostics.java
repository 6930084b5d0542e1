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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Azure AKS' resource logs as diagnostic settings deliver them: to storage one record a line, to Event Hubs in {@code {"records":[…]}}
 * ("Azure resource log common schema" and "Stream Azure monitoring data to an event hub", Azure Monitor). The event is in {@code
 * properties.log}, of the categories {@code kube-audit} and {@code kube-audit-admin} ("AKS monitoring data reference"); the second
 * repeats the first's writes, so with both collected those count twice.
 */
record AzureDiagnostics(AuditLineReader reader) implements Envelope {

    private static final Set<String> AUDIT = Set.of("kube-audit", "kube-audit-admin");

    @Override
    public Format format() {
        return Format.AKS;
    }

    @Override
    public boolean wraps(Set<String> fields) {
        return fields.contains("properties") && (fields.contains("category") || fields.contains("resourceId"));
    }

    @Override
    public Unwrapped unwrap(ByteBuffer json) {
        Resource resource = new Resource();
        AuditLine read = reader.read(json, resource);
        return new Unwrapped.Line(
                read instanceof Malformed ? read : line(resource),
                Optional.of(resource.id).filter(id -> !id.isEmpty()).map(ClusterId::aks));
    }

    private AuditLine line(Resource resource) {
        if (!resource.category.isEmpty() && !AUDIT.contains(resource.category)) {
            return new Foreign(Stream.OTHER_LOG);
        }
        if (resource.event != null) {
            return resource.event;
        }
        return resource.log.isEmpty()
                ? new Malformed(Reason.MISSING_FIELD)
                : reader.read(ByteBuffer.wrap(resource.log.getBytes(StandardCharsets.UTF_8)));
    }

    private static final class Resource implements AuditLineReader.Shape {

        private String category = "";
        private String id = "";
        private String log = "";
        private boolean wrapped;
        private @Nullable AuditLine event;

        @Override
        public AuditLine read(JsonFields object) throws IOException {
            object.forEach(field -> {
                switch (field) {
                    case "category" -> category = object.text();
                    // Written in upper case here and in mixed case elsewhere; Azure does not tell them apart.
                    case "resourceId" -> id = object.text().toLowerCase(Locale.ROOT);
                    case "properties" -> {
                        wrapped = true;
                        object.forEach(inner -> readLog(inner, object));
                    }
                    default -> {}
                }
            });
            return wrapped ? new AuditLine.Blank() : new Malformed(Reason.NOT_AN_EVENT);
        }

        private void readLog(String field, JsonFields value) throws IOException {
            if (field.equals("log") && value.isObject()) {
                event = AuditLineReader.event(value);
            } else if (field.equals("log")) {
                log = value.wholeText();
            }
        }
    }
}
