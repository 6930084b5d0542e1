package cloud.kuryzhev.rbacguard.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmEndIT {

    private static final Pattern STARTED = Pattern.compile("^(/.+) (\\d+) (\\d+) (\\d+)$", Pattern.MULTILINE);

    private static final Duration START = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    @Test
    void theServersEndWithAJvmThatIsKilled() throws InterruptedException {
        try (ChildProcess jvm = jvm()) {
            MatchResult started = started(jvm);

            jvm.kill();

            assertThat(Eventually.holds(() -> pids(started).noneMatch(JvmEndIT::runs)))
                    .isTrue();
            new Layout(Path.of(started.group(1))).delete(); // kill -9 leaves nobody to do it
        }
    }

    @Test
    void theServersAndTheirFilesEndWithAJvmThatIsStopped() throws InterruptedException {
        try (ChildProcess jvm = jvm()) {
            MatchResult started = started(jvm);

            jvm.stop();

            assertThat(pids(started)).noneMatch(JvmEndIT::runs);
            assertThat(Path.of(started.group(1))).doesNotExist();
        }
    }

    private ChildProcess jvm() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command =
                List.of(java.toString(), "-cp", System.getProperty("java.class.path"), StartAndStay.class.getName());
        return ChildProcess.start("java", command, Map.of(), directory.resolve("java.log"));
    }

    private static MatchResult started(ChildProcess jvm) throws InterruptedException {
        jvm.awaitReady(START, () -> STARTED.matcher(jvm.logTail()).find());
        MatchResult started =
                STARTED.matcher(jvm.logTail()).results().findFirst().orElseThrow();
        assertThat(pids(started)).allMatch(JvmEndIT::runs);
        return started;
    }

    private static Stream<Long> pids(MatchResult started) {
        return Stream.of(2, 3, 4).map(started::group).map(Long::valueOf);
    }

    /** A process that is dead but not yet collected by its parent has no command any more. */
    private static boolean runs(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .isPresent();
    }
}
