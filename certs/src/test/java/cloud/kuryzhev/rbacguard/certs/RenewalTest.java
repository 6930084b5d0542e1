package cloud.kuryzhev.rbacguard.certs;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.certs.Renewal.Current;
import cloud.kuryzhev.rbacguard.certs.Renewal.Due;
import cloud.kuryzhev.rbacguard.certs.Renewal.Expired;
import cloud.kuryzhev.rbacguard.certs.Renewal.NotYetValid;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenewalTest {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-01-31T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2025-12-31T23:59:59Z,     NotYetValid[from=2026-01-01T00:00:00Z]",
        "2026-01-01T00:00:00Z,     Current[until=2026-01-21T00:00:00Z]",
        "2026-01-20T23:59:59.999Z, Current[until=2026-01-21T00:00:00Z]",
        "2026-01-21T00:00:00Z,     Due[expiry=2026-01-31T00:00:00Z]",
        "2026-01-31T00:00:00Z,     Due[expiry=2026-01-31T00:00:00Z]",
        "2026-01-31T00:00:00.001Z, Expired[since=2026-01-31T00:00:00Z]",
        "2099-01-01T00:00:00Z,     Expired[since=2026-01-31T00:00:00Z]",
    })
    void thirtyDaysAreDueAfterTwenty(Instant now, String expected) {
        assertThat(Renewal.of(FROM, TO, now)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z, Due[expiry=2026-01-01T00:00:00Z]",
        "2026-01-01T00:00:00Z, 2026-01-01T00:00:01Z, Due[expiry=2026-01-01T00:00:01Z]",
        "2026-01-02T00:00:00Z, 2025-01-01T00:00:00Z, NotYetValid[from=2026-01-02T00:00:00Z]",
    })
    void evenALifeOfNothingHasAState(Instant from, Instant to, String expected) {
        assertThat(Renewal.of(from, to, FROM)).hasToString(expected);
    }

    @Property
    void timeOnlyEverMovesTheStateOn(
            @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long from,
            @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long to,
            @ForAll @LongRange(min = -2_000_000_000, max = 2_000_000_000) long oneMillis,
            @ForAll @LongRange(min = -2_000_000_000, max = 2_000_000_000) long otherMillis) {
        Renewal earlier = state(from, to, Math.min(oneMillis, otherMillis));
        Renewal later = state(from, to, Math.max(oneMillis, otherMillis));

        assertThat(rank(later)).isGreaterThanOrEqualTo(rank(earlier));
    }

    @Property
    void currentHoldsExactlyUntilItSays(
            @ForAll @LongRange(min = 0, max = 1_000_000) long from,
            @ForAll @LongRange(min = 3, max = 1_000_000) long life) {
        Instant start = Instant.ofEpochSecond(from);
        Instant end = start.plusSeconds(life);
        Current current = (Current) Renewal.of(start, end, start);

        assertThat(Renewal.of(start, end, current.until().minusMillis(1))).isEqualTo(current);
        assertThat(Renewal.of(start, end, current.until())).isEqualTo(new Due(end));
    }

    private static Renewal state(long from, long to, long nowMillis) {
        return Renewal.of(Instant.ofEpochSecond(from), Instant.ofEpochSecond(to), Instant.ofEpochMilli(nowMillis));
    }

    private static int rank(Renewal state) {
        return switch (state) {
            case NotYetValid _ -> 0;
            case Current _ -> 1;
            case Due _ -> 2;
            case Expired _ -> 3;
        };
    }
}
