package cloud.kuryzhev.rbacguard.pages.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class WhenTest {

    private final When when = new When(Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC));

    @Test
    void timesAreSaidAsPeopleSayThem() {
        assertThat(when.said("2026-03-01T11:59:30Z")).isEqualTo("just now");
        assertThat(when.said("2026-03-01T11:59:00Z")).isEqualTo("1 minute ago");
        assertThat(when.said("2026-03-01T08:30:00+01:00")).isEqualTo("4 hours ago");
        assertThat(when.said("2026-03-03T12:00:00Z")).isEqualTo("in 2 days");
        assertThat(when.said("2025-03-01T12:00:00Z")).isEqualTo("12 months ago");
    }

    @Test
    void whatIsNoTimeIsLeftAsItIs() {
        assertThat(when.said("soon")).isEqualTo("soon");
        assertThat(when.said((String) null)).isEmpty();
    }
}
