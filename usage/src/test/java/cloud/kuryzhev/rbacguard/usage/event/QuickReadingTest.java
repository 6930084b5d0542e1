package cloud.kuryzhev.rbacguard.usage.event;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kuryzhev.rbacguard.usage.AuditLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick way of reading a line either says the same as Jackson, or nothing. */
class QuickReadingTest {

    private static final long SEED = 20261122;
    private static final int LINES = 2_000;
    private static final int MUTATIONS = 40;
    private static final byte[] TELLING =
            "\"\\{}[],: \n\0\u007f0123-.eEtrufalsnx/\t".getBytes(StandardCharsets.ISO_8859_1);

    private final AuditLineReader reader = new AuditLineReader(1 << 20);
    private final Random random = new Random(SEED);

    @Test
    void aLogReadsTheSameWithAnyByteChangedOrCutOff() {
        int quick = 0;
        for (String line : AuditLog.lines(SEED, LINES)) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            quick += assertSame(bytes) ? 1 : 0;
            for (int i = 0; i < MUTATIONS; i++) {
                assertSame(mutated(bytes));
            }
        }
        assertThat(quick).as("lines read quickly").isGreaterThan(LINES * 9 / 10);
    }

    private byte[] mutated(byte[] bytes) {
        byte[] other = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes.clone();
        if (other.length > 0) {
            other[random.nextInt(other.length)] =
                    random.nextInt(8) == 0 ? (byte) random.nextInt() : TELLING[random.nextInt(TELLING.length)];
        }
        return other;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"\\u0041\\n\\/\\\"\"}",
                "{\"a\":01}",
                "{\"a\":-}",
                "{\"a\":1.5}",
                "{\"a\":tru}",
                "{\"a\":nullx}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u00g0\"}",
                "{\"a\":[1,]}",
                "{\"a\":1,}",
                "{,}",
                "{\"a\" : [ { } , [ ] ] }",
                "{} {}",
                "{\"requestObject\":{\"kind\":\"Event\"}}",
                "{\"kind\":{\"kind\":\"Event\"}}",
                "{\"verb\":[\"get\"]}",
                "{\"verb\":null}",
                "{\"stage\":7}",
                "{\"user\":[]}",
                "{\"user\":{\"groups\":[1,\"g\",{\"x\":1}]}}",
                "{\"responseStatus\":{\"code\":4000000000}}",
                "{\"responseStatus\":{\"code\":\"403\"}}",
                "{\"responseStatus\":{\"code\":-1}}",
                "{\"\\u0076erb\":\"get\"}"
            })
    void oddJsonReadsTheSame(String json) {
        assertSame(json.getBytes(StandardCharsets.UTF_8));
        assertSame(event().line()
                .replaceFirst("\\{", json.substring(0, json.length() - 1) + ",")
                .getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void escapesAreDecoded() {
        byte[] line =
                event().put("requestURI", "/a\\u0026b\\/c\\\"d\\\\").line().getBytes(StandardCharsets.UTF_8);
        assertThat(quickly(line).orElseThrow()).isInstanceOfSatisfying(AuditLine.Event.class, read -> assertThat(
                        read.event().requestUri())
                .isEqualTo("/a&b/c\"d\\"));
    }

    @Test
    void aLineAtTheEndOfItsArrayIsReadWithoutLookingFurther() {
        byte[] line = event().line().getBytes(StandardCharsets.UTF_8);
        byte[] within = new byte[2 * line.length];
        System.arraycopy(line, 0, within, 3, line.length);
        System.arraycopy(line, 0, within, 3 + line.length, line.length - 3);
        assertThat(reader.read(ByteBuffer.wrap(within, 3, line.length))).isEqualTo(reader.read(ByteBuffer.wrap(line)));
        assertThat(reader.read(ByteBuffer.wrap(within, 3, line.length - 1)))
                .isEqualTo(new AuditLine.Malformed(AuditLine.Reason.NOT_JSON));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T05:40:00.123456Z",
                "2024-02-29T23:59:59.999999Z",
                "1969-12-31T23:59:59.000001Z",
                "2026-11-22T05:40:00Z",
                "2026-11-22T05:40:00.123456789Z",
                "2026-11-22T05:40:00.123456+01:00"
            })
    void timesAreThoseOfTheGeneralParser(String time) {
        assertThat(MicroTime.parse(time)).isEqualTo(OffsetDateTime.parse(time).toInstant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-29T05:40:00.123456Z",
                "2026-11-22T24:00:00.000000Z",
                "2026-11-22T05:60:00.000000Z",
                "2026-11-22T05:40:60.000000Z",
                "2026-13-22T05:40:00.000000Z",
                "2026-11-22 05:40:00.000000Z",
                ""
            })
    void whatIsNoTimeIsRefused(String time) {
        assertThatThrownBy(() -> MicroTime.parse(time)).isInstanceOf(DateTimeException.class);
    }

    /** Whether the quick way said something. */
    private boolean assertSame(byte[] line) {
        Optional<AuditLine> quick = quickly(line);
        quick.ifPresent(read -> assertThat(read)
                .as(new String(line, StandardCharsets.ISO_8859_1))
                .isEqualTo(reader.read(ByteBuffer.wrap(line), AuditLineReader::event)));
        return quick.isPresent();
    }

    private Optional<AuditLine> quickly(byte[] line) {
        try {
            return Optional.of(reader.readQuickly(ByteBuffer.wrap(line)));
        } catch (IOException | DateTimeException _) {
            return Optional.empty();
        }
    }
}
