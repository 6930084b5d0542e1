package cloud.kuryzhev.rbacguard.usage.event;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.usage.Observation;
import cloud.kuryzhev.rbacguard.usage.EventJson;
import cloud.kuryzhev.rbacguard.usage.event.Meaning.Observed;
import cloud.kuryzhev.rbacguard.usage.event.Meaning.Skipped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** From text to meaning, in one call. */
final class Reading {

    private static final AuditLineReader READER = new AuditLineReader(1 << 20);

    private Reading() {}

    static AuditLine line(String text) {
        return READER.read(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    static AuditEvent event(EventJson json) {
        AuditLine line = line(json.line());
        assertThat(line).isInstanceOf(AuditLine.Event.class);
        return ((AuditLine.Event) line).event();
    }

    static Meaning meaning(EventJson json) {
        return Observations.of(event(json));
    }

    /** Each observation as {@code used|denied <subject>: <permission>}. */
    static List<String> observed(EventJson json) {
        return switch (meaning(json)) {
            case Observed(List<Observation> all) ->
                all.stream()
                        .map(o -> o.outcome().name().toLowerCase(java.util.Locale.ROOT) + " " + o.subject() + ": "
                                + o.permission())
                        .toList();
            case Skipped(Meaning.Reason reason) -> List.of("skipped " + reason);
        };
    }
}
