package cloud.kuryzhev.rbacguard.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.cli.Json;
import cloud.kuryzhev.rbacguard.cli.doctor.Doctor.Line;
import cloud.kuryzhev.rbacguard.cli.state.Answer;
import cloud.kuryzhev.rbacguard.cli.state.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

/** What is said of an installation, whole and with one thing broken; {@code -Dgolden=write} writes what is compared with. */
class DoctorTest {

    private static final Path GOLDEN = Path.of("src/test/resources/doctor/golden");
    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

    @Test
    void nothingIsWrongWithAHealthyInstallation() throws IOException {
        List<Line> lines = examine(new MadeUpCluster(), NOW);

        assertThat(lines).allMatch(it -> it.verdict() == Verdict.OK);
        check("healthy", text(lines));
        check("healthy-json", Json.text(lines) + "\n");
    }

    @Test
    void whereNothingIsInstalledThatIsSaid() throws IOException {
        check("nothing", text(examine(MadeUpCluster.always(new Answer.Absent()), NOW)));
    }

    @Test
    void whoMayNotLookIsToldSoAndNothingElse() throws IOException {
        List<Line> lines = examine(MadeUpCluster.always(new Answer.Refused(403, "User \"rob\" cannot do that")), NOW);

        assertThat(lines).allMatch(it -> it.verdict() == Verdict.UNKNOWN);
        check("forbidden", text(lines));
    }

    @Test
    void eachThingThatIsBrokenIsSaidWithItsFix() throws IOException {
        List<Line> healthy = examine(new MadeUpCluster(), NOW);
        var text = new StringBuilder();
        for (Broken broken : Broken.ALL) {
            Instant now = NOW.plus(Duration.ofDays(broken.days()));
            var lines = new ArrayList<>(examine(broken.cluster(), now));
            lines.removeAll(healthy);
            assertThat(lines).as(broken.name()).anyMatch(it -> it.verdict() != Verdict.OK);
            text.append("# ").append(broken.name()).append('\n');
            lines.forEach(it -> text.append("%s %s: %s%n".formatted(it.verdict(), it.check(), it.seen()))
                    .append(it.fix().isEmpty() ? "" : "  do: " + it.fix() + "\n"));
            text.append('\n');
        }
        check("broken", text.toString());
    }

    private static List<Line> examine(Api api, Instant now) {
        return Doctor.examine(Site.find(api, "", now));
    }

    private static String text(List<Line> lines) {
        return new DoctorText(Ansi.OFF).of(lines);
    }

    private static void check(String name, String now) throws IOException {
        Path file = GOLDEN.resolve(name + ".txt");
        if ("write".equals(System.getProperty("golden"))) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, now);
        }
        assertThat(now).isEqualTo(Files.readString(file));
    }
}
