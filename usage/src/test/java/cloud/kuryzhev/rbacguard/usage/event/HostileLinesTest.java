package cloud.kuryzhev.rbacguard.usage.event;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class HostileLinesTest {

    private static final byte[] GOOD = event().impersonating("system:serviceaccount:team:bot", "system:authenticated")
            .raw("requestObject", "{\"a\":[1,2,{\"b\":null}]}")
            .failure(403, "x", "users \\\"x\\\" is forbidden: User \\\"a\\\" cannot impersonate resource")
            .line()
            .getBytes(StandardCharsets.UTF_8);

    private final AuditLineReader reader = new AuditLineReader(1 << 16);

    @Property(tries = 2000, seed = "20261122")
    void randomBytesNeverThrow(@ForAll byte @Size(max = 300) [] bytes) {
        understand(bytes);
    }

    @Property(tries = 5000, seed = "20261122")
    void mutatedLinesNeverThrow(
            @ForAll @IntRange(max = 2000) int at, @ForAll byte value, @ForAll @IntRange(max = 2000) int length) {
        byte[] bytes = Arrays.copyOf(GOOD, GOOD.length);
        bytes[at % bytes.length] = value;
        understand(bytes);
        understand(Arrays.copyOf(bytes, length % bytes.length));
    }

    private void understand(byte[] bytes) {
        AuditLine line = reader.read(ByteBuffer.wrap(bytes));
        assertThat(line).isNotNull();
        if (line instanceof AuditLine.Event(AuditEvent event)) {
            assertThat(Observations.of(event)).isNotNull();
        }
    }
}
