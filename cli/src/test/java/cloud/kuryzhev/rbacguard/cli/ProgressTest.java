package cloud.kuryzhev.rbacguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final long MEGABYTE = 1 << 20;

    private final StringWriter err = new StringWriter();

    @Test
    void aLongReadingIsShownAndWipedAwayAtItsEnd() {
        var progress = new Progress(new PrintWriter(err), true);
        progress.at(125 * MEGABYTE, 1000 * MEGABYTE);
        progress.at(500 * MEGABYTE, 1000 * MEGABYTE);
        progress.done();
        assertThat(err.toString().split("\r"))
                .containsExactly(
                        "",
                        "rbac-guard: [===                           ] 12 %, 125 of 1,000 MB read",
                        "rbac-guard: [===============               ] 50 %, 500 of 1,000 MB read",
                        "\u001b[K");
    }

    @Test
    void everyPercentIsShownOnce() {
        var progress = new Progress(new PrintWriter(err), true);
        for (long read = 0; read <= 100 * MEGABYTE; read += 100_000) {
            progress.at(read, 100 * MEGABYTE);
        }
        assertThat(err.toString().split("\r")).hasSizeLessThanOrEqualTo(102);
    }

    @Test
    void aFileThatGrowsMeanwhileIsNotReadBeyondItsEnd() {
        new Progress(new PrintWriter(err), true).at(110 * MEGABYTE, 100 * MEGABYTE);
        assertThat(err.toString()).contains("[==============================] 100 %");
    }

    @Test
    void aShortReadingIsNotShown() {
        var progress = new Progress(new PrintWriter(err), true);
        progress.at(MEGABYTE, MEGABYTE);
        progress.done();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void nothingIsShownWhereNobodyLooks() {
        var progress = new Progress(new PrintWriter(err), false);
        progress.at(500 * MEGABYTE, 1000 * MEGABYTE);
        progress.done();
        assertThat(err.toString()).isEmpty();
    }
}
