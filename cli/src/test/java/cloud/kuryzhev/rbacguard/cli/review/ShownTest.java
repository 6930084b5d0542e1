package cloud.kuryzhev.rbacguard.cli.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class ShownTest {

    private static final String FILE = "src/test/resources/violations.yaml";

    @Test
    void aDiffIsColouredOnATerminalOnly() {
        assertThat(shown(Ansi.ON))
                .contains("\u001b[31m-kind: ClusterRole\u001b", "\u001b[32m+kind: Role\u001b", "\u001b[36m@@ ");
        assertThat(shown(Ansi.OFF)).doesNotContain("\u001b").contains("\n-kind: ClusterRole\n+kind: Role\n");
    }

    @Test
    void whatStandsInAViolationDrivesNoTerminal() {
        assertThat(shown(Ansi.ON)).contains("is forbidden ?[31m by the policy");
    }

    @Test
    void whatWasDecidedBeforeIsToldTheNewestFirst() {
        assertThat(shown(Ansi.OFF)).contains("""
                  decided   reject by rita at 2026-10-10T08:00:00Z
                  decided   snooze by bob at 2026-10-02T08:00:00Z, until 2026-10-09T08:00:00Z: after the freeze
                """);
    }

    private static String shown(Ansi ansi) {
        Violations violations = ViolationFile.read(FILE, InputStream.nullInputStream());
        return new Shown(ansi).text(violations.named("clusterrolebinding-web-admin-1a2b3c4d5e"));
    }
}
