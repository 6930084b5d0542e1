package cloud.kuryzhev.rbacguard.usage.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.usage.EventJson;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.ByteBuffer;

/** Whatever stands in the audit log: an event with a meaning, or a word for what is wrong with it, and never an exception. */
class AuditLineFuzzTest {

    private static final AuditLineReader READER = new AuditLineReader(1 << 16);

    @FuzzTest
    void everyLineIsUnderstoodOrNamed(byte[] line) {
        understand(line);
    }

    /** What authorizers and the API server's own messages say is parsed too. */
    @FuzzTest
    void everyReasonAndMessageIsUnderstood(FuzzedDataProvider data) {
        String reason = json(data.consumeString(500));
        String message = json(data.consumeRemainingAsString());
        AuditLine line = understand(EventJson.event()
                .raw("annotations", "{\"authorization.k8s.io/reason\":\"" + reason + "\"}")
                .failure(403, "x", message)
                .line()
                .getBytes(UTF_8));
        assertThat(line).isNotInstanceOf(AuditLine.Blank.class);
    }

    private static AuditLine understand(byte[] bytes) {
        AuditLine line = READER.read(ByteBuffer.wrap(bytes));
        if (line instanceof AuditLine.Event(AuditEvent event)) {
            assertThat(Observations.of(event)).isNotNull();
        }
        return line;
    }

    private static String json(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }
}
