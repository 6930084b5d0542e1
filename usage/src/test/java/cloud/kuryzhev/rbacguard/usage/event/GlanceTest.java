package cloud.kuryzhev.rbacguard.usage.event;

import static cloud.kuryzhev.rbacguard.usage.EventJson.request;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.usage.Observation;
import cloud.kuryzhev.rbacguard.usage.AuditLog;
import cloud.kuryzhev.rbacguard.usage.EventJson;
import cloud.kuryzhev.rbacguard.usage.event.Glance.Likeness;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events that look alike say the same, and what is read of them is what Jackson reads. */
class GlanceTest {

    private static final long SEED = 20261122;
    private static final int LINES = 2_000;
    private static final int MUTATIONS = 10;

    private final AuditLineReader reader = new AuditLineReader(1 << 20);
    private final Glance glance = new Glance();
    private final Map<Likeness, Object> said = new HashMap<>();
    private int again;

    @Test
    void whatLooksAlikeSaysTheSameWithAnyByteChanged() {
        Random random = new Random(SEED);
        for (String line : AuditLog.lines(SEED, LINES)) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            look(bytes);
            for (int i = 0; i < MUTATIONS; i++) {
                byte[] other = bytes.clone();
                other[random.nextInt(other.length)] = bytes[random.nextInt(bytes.length)];
                look(other);
            }
        }
        assertThat(again).as("events that were known again").isGreaterThan(LINES * MUTATIONS / 4);
    }

    @Test
    void aWriteOfARoleIsLikeNoOther() {
        String line = EventJson.event()
                .request("patch", "/apis/rbac.authorization.k8s.io/v1/clusterroles/x")
                .line();
        assertThat(glance.look(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8))))
                .isFalse();
    }

    private void look(byte[] bytes) {
        ByteBuffer line = ByteBuffer.wrap(bytes);
        if (glance.look(line)) {
            AuditLine read = reader.read(line.duplicate(), AuditLineReader::event);
            glance.read().ifPresent(quick -> assertThat(quick).isEqualTo(read));
            if (read instanceof AuditLine.Event(AuditEvent event)) {
                assertThat(glance.at()).isEqualTo(event.at());
            }
            Object before = said.putIfAbsent(glance.likeness(), meaning(read));
            again += before == null ? 0 : 1;
            assertThat(before == null ? meaning(read) : before)
                    .as(new String(bytes, StandardCharsets.UTF_8))
                    .isEqualTo(meaning(read));
        }
    }

    /** All but the time. */
    private static Object meaning(AuditLine line) {
        if (!(line instanceof AuditLine.Event(AuditEvent event))) {
            return line;
        }
        return Observations.of(event) instanceof Meaning.Observed(List<Observation> observations)
                ? List.of(
                        event.stage(),
                        observations.stream().map(GlanceTest::withoutTime).toList())
                : Observations.of(event);
    }

    private static Observation withoutTime(Observation seen) {
        return new Observation(seen.subject(), seen.groups(), seen.permission(), Instant.EPOCH, seen.outcome());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit=1 | limit=2 | true",
                "auditID\":\" | auditID\":\"x | true",
                "verb\":\"get | verb\":\"list | false",
                "code\":200 | code\":403 | false"
            })
    void onlyWhatTellsNothingMayDiffer(String one, String other, boolean alike) {
        String line = request("get", "/api/v1/pods?limit=1", 200).line();
        String changed = line.replace(one, other);
        assertThat(changed).isNotEqualTo(line);
        assertThat(likeness(changed).equals(likeness(line))).isEqualTo(alike);
    }

    @Test
    void aPathThatIsTooLongIsReadThoughItsQueryTellsNothing() {
        String line = request("get", "/api/v1/pods?q=" + "x".repeat(AuditLineReader.MAX_TEXT), 200)
                .line();
        assertThat(glance.look(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8))))
                .isFalse();
    }

    private Likeness likeness(String line) {
        assertThat(glance.look(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8))))
                .isTrue();
        return glance.likeness();
    }
}
