package cloud.kuryzhev.rbacguard.usage.store;

import static cloud.kuryzhev.rbacguard.usage.EventJson.request;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.usage.AuditLog;
import cloud.kuryzhev.rbacguard.usage.event.AuditLineReader;
import cloud.kuryzhev.rbacguard.usage.event.PlausibleTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lines add that are known by their looks is what Jackson reads in each of them. */
class AlikeLinesTest {

    private static final long SEED = 20261122;
    private static final int LINES = 3_000;
    private static final int BATCH = 700;
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-01T00:00:00Z"), ZoneOffset.UTC);

    private final AuditLineReader reader = new AuditLineReader(1 << 20);
    private final AlikeLines alike = new AlikeLines(CLOCK);
    private int quick;

    @TempDir
    Path directory;

    @Test
    void aStoreHoldsTheSameWhetherLinesAreKnownByTheirLooksOrReadByJackson() throws IOException {
        List<byte[]> lines = lines();
        String known = stored("known", lines, this::addQuickly);
        assertThat(quick).as("lines known by their looks").isGreaterThan(lines.size() / 3);
        assertThat(known).isEqualTo(stored("read", lines, this::read));
    }

    /** On two days in turn, and some with a byte changed. */
    private static List<byte[]> lines() {
        Random random = new Random(SEED);
        List<byte[]> lines = new ArrayList<>();
        for (String line : AuditLog.lines(SEED, LINES)) {
            String onADay = random.nextInt(3) == 0 ? line.replace("2026-11-22", "2026-11-23") : line;
            byte[] bytes = onADay.getBytes(StandardCharsets.UTF_8);
            lines.add(bytes);
            byte[] other = bytes.clone();
            other[random.nextInt(other.length)] = bytes[random.nextInt(bytes.length)];
            lines.add(other);
        }
        return lines;
    }

    private interface Adding {
        void add(ByteBuffer line, Batch batch);
    }

    private void addQuickly(ByteBuffer line, Batch batch) {
        if (alike.add(line, batch)) {
            quick++;
        } else {
            read(line, batch);
        }
    }

    private void read(ByteBuffer line, Batch batch) {
        batch.add(new PlausibleTime(CLOCK).check(reader.read(line, AuditLineReader::event)));
    }

    private String stored(String name, List<byte[]> lines, Adding adding) throws IOException {
        Database database = SqliteDatabase.of(directory.resolve(name + ".db"), Duration.ofSeconds(5));
        StringBuilder dump = new StringBuilder();
        try (UsageStore store = JdbcStore.open(database, Limits.DEFAULT)) {
            for (int from = 0; from < lines.size(); from += BATCH) {
                Batch batch = new Batch();
                for (byte[] line : lines.subList(from, Math.min(lines.size(), from + BATCH))) {
                    adding.add(ByteBuffer.wrap(line), batch);
                }
                store.commit(new Checkpoint("a", Integer.toString(from)), batch);
            }
            store.dump(dump);
        }
        return dump.toString();
    }

    @Test
    void manyKindsAreAllKnownAgain() {
        List<byte[]> lines = IntStream.range(0, LINES)
                .mapToObj(i -> request("get", "/made/" + i, 200).line().getBytes(StandardCharsets.UTF_8))
                .toList();
        for (int turn = 0; turn < 2; turn++) {
            Batch batch = new Batch();
            for (byte[] line : lines) {
                assertThat(alike.add(ByteBuffer.wrap(line), batch)).isTrue();
                assertThat(alike.add(ByteBuffer.wrap(line), batch)).isTrue();
            }
            assertThat(batch.tallies().size()).isEqualTo(LINES);
            assertThat(batch.lines()).containsEntry("used", 2L * LINES);
        }
    }
}
