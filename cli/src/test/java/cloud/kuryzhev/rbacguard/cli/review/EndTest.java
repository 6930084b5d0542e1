package cloud.kuryzhev.rbacguard.cli.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kuryzhev.rbacguard.cli.UnusableInput;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class EndTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-06-01T12:00:00.5Z"), ZoneOffset.UTC);

    @Test
    void aSpanBeginsNow() {
        assertThat(end("--for", "45m")).hasValue("2026-06-01T12:45:00Z");
        assertThat(end("--for", "12h")).hasValue("2026-06-02T00:00:00Z");
        assertThat(end("--for", "7d")).hasValue("2026-06-08T12:00:00Z");
        assertThat(end("--for", "2w")).hasValue("2026-06-15T12:00:00Z");
    }

    @Test
    void aDayBeginsAtMidnight() {
        assertThat(end("--until", "2026-12-31")).hasValue("2026-12-31T00:00:00Z");
        assertThat(end("--until", "2026-12-31T18:00:00+01:00")).hasValue("2026-12-31T17:00:00Z");
    }

    @Test
    void nothingSaidIsNoEnd() {
        assertThat(end()).isEmpty();
    }

    @Test
    void whatIsNoTimeIsSaid() {
        assertThatThrownBy(() -> end("--until", "2027-02-30"))
                .isInstanceOf(UnusableInput.class)
                .hasMessageContaining("2027-02-30 is no time");
        assertThatThrownBy(() -> end("--for", "a while")).hasMessageContaining("is no span");
        assertThatThrownBy(() -> end("--for", "1d", "--until", "2026-12-31")).hasMessageContaining("give one of them");
    }

    private static Optional<String> end(String... arguments) {
        var end = new End();
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("end", CommandLine.Model.CommandSpec.forAnnotatedObject(end)))
                .parseArgs(arguments);
        return end.time(NOON);
    }
}
