package cloud.kuryzhev.rbacguard.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CatchUpTest {

    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final long MIB = 1 << 20;

    private final CatchUp catchUp = new CatchUp("file");

    @Test
    void aShortWayIsNotWorthAWord() {
        assertThat(catchUp.tell(15 * MIB, START)).isEmpty();
        assertThat(catchUp.tell(0, START)).isEmpty();
    }

    @Test
    void aLongWayIsToldEveryTenSecondsAndAtItsEnd() {
        assertThat(catchUp.tell(400 * MIB, START)).contains("audit events of file: 0 % of 400 MiB read");
        assertThat(catchUp.tell(300 * MIB, START.plusSeconds(9))).isEmpty();
        assertThat(catchUp.tell(100 * MIB, START.plusSeconds(10)))
                .contains("audit events of file: 75 % of 400 MiB read, done in about 4 s");
        assertThat(catchUp.tell(0, START.plusSeconds(11))).contains("audit events of file: read to the end");
        assertThat(catchUp.tell(0, START.plusSeconds(30))).isEmpty();
    }

    @Test
    void theTimeLeftIsToldInWhatPeopleCountIn() {
        assertThat(catchUp.tell(400_000 * MIB, START)).contains("audit events of file: 0 % of 400000 MiB read");
        assertThat(catchUp.tell(399_000 * MIB, START.plusSeconds(60)))
                .contains("audit events of file: 0 % of 400000 MiB read, done in about 6 h 39 min");
        assertThat(catchUp.tell(10_000 * MIB, START.plusSeconds(12_000)))
                .contains("audit events of file: 97 % of 400000 MiB read, done in about 5 min");
    }
}
