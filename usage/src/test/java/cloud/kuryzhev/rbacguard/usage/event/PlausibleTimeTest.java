package cloud.kuryzhev.rbacguard.usage.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlausibleTimeTest {

    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "1970-01-01T00:00:00Z, false",
        "2014-06-05T23:59:59.999999Z, false",
        "2014-06-06T00:00:00Z, true",
        "2026-12-01T00:00:00Z, true",
        "2026-12-02T00:00:00Z, true",
        "2026-12-02T00:00:00.000001Z, false",
        "2099-01-01T00:00:00Z, false"
    })
    void anApiServersClockMayBeADayAheadButNotInAnotherCentury(Instant at, boolean plausible) {
        PlausibleTime time = new PlausibleTime(Clock.fixed(NOW, ZoneOffset.UTC));
        assertThat(time.allows(at)).isEqualTo(plausible);
        assertThat(time.allows(ChronoUnit.MICROS.between(Instant.EPOCH, at))).isEqualTo(plausible);
    }
}
