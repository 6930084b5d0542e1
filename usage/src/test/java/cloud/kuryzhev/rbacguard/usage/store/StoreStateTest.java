package cloud.kuryzhev.rbacguard.usage.store;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.SourceCoverage;
import cloud.kuryzhev.rbacguard.policy.usage.SourceCoverage.Heard;
import cloud.kuryzhev.rbacguard.usage.event.AuditLineReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreStateTest {

    private static final AuditLineReader READER = new AuditLineReader(1 << 20);

    private UsageStore store;

    @BeforeEach
    void open(@TempDir Path directory) {
        store = UsageStore.sqlite(directory.resolve("usage.db"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void anEmptyStoreHasNoSources() {
        assertThat(store.state().sources()).isEmpty();
        assertThat(store.state().permissions()).isZero();
        assertThat(store.state().bytes()).isPositive();
    }

    @Test
    void everyGapIsToldWithItsCause() {
        commit("a", Optional.empty(), "2026-06-01T00:00:00Z");
        commit("a", Optional.of(GapCause.LOG_GONE), "2026-06-02T00:00:00Z");
        store.markGap(GapCause.DROPPED_BY_API_SERVER);
        store.markGap(GapCause.DROPPED_BY_API_SERVER);
        commit("a", Optional.empty(), "2026-06-03T00:00:00Z");

        assertThat(store.state().sources())
                .containsExactly(new SourceCoverage(
                        "a",
                        List.of(
                                heard("2026-06-01T00:00:00Z", ""),
                                heard("2026-06-02T00:00:00Z", "log_gone"),
                                heard("2026-06-03T00:00:00Z", "dropped_by_api_server"))));
        assertThat(store.state().sources().getFirst().gaps()).isEqualTo(2);
        assertThat(store.state().permissions()).isEqualTo(1);
    }

    @Test
    void aMarkedGapHasTheCoverageOfEverySourceStartAnew() {
        commit("a", Optional.empty(), "2026-06-01T00:00:00Z");
        commit("b", Optional.empty(), "2026-06-01T00:00:00Z");
        store.markGap(GapCause.DROPPED_BY_API_SERVER);
        assertThat(store.snapshot().coverage()).isEqualTo(Coverage.NONE);
        commit("a", Optional.empty(), "2026-06-02T00:00:00Z");
        assertThat(store.snapshot().coverage()).isEqualTo(Coverage.NONE);
        commit("b", Optional.empty(), "2026-06-02T00:00:00Z");
        Instant at = Instant.parse("2026-06-02T00:00:00Z");
        assertThat(store.snapshot().coverage()).isEqualTo(new Coverage(at, at, 2));
        assertThat(store.snapshot().bySubject()).isNotEmpty();
    }

    private void commit(String source, Optional<GapCause> gap, String at) {
        var batch = new Batch(gap);
        batch.add(READER.read(ByteBuffer.wrap(event().at(at).line().getBytes(StandardCharsets.UTF_8))));
        store.commit(new Checkpoint(source, at), batch);
    }

    private static Heard heard(String at, String gap) {
        Instant time = Instant.parse(at);
        return new Heard(new Coverage(time, time, 1), gap);
    }
}
