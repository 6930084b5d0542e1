package cloud.kuryzhev.rbacguard.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    @TempDir
    Path directory;

    @Test
    void thePidIsTheProgramsOwn() throws InterruptedException {
        try (ChildProcess child = shell("echo pid $$; sleep 60")) {
            assertThat(Eventually.holds(() -> child.logTail().equals("pid " + child.pid())))
                    .as(child.logTail())
                    .isTrue();
        }
    }

    @Test
    void aProgramThatDiesBeforeItIsReadySaysWhyInItsLog() {
        try (ChildProcess child = shell("echo first; echo no such flag >&2; exit 3")) {
            assertThatThrownBy(() -> child.awaitReady(Duration.ofSeconds(20), () -> false))
                    .hasMessageContainingAll("shell", "exit code 3", child.log().toString(), "first\nno such flag");
        }
    }

    @Test
    void aProgramThatIsNeverReadyIsGivenUp() {
        try (ChildProcess child = shell("exec sleep 60")) {
            assertThatThrownBy(() -> child.awaitReady(Duration.ZERO, () -> false))
                    .hasMessageContaining("not ready within 0 s");
        }
    }

    @Test
    void stoppingLetsTheProgramSayGoodbye() throws InterruptedException {
        ChildProcess child = shell("trap 'echo bye; exit 0' TERM; echo ready; while :; do sleep 0.05; done");
        child.awaitReady(Duration.ofSeconds(20), () -> child.logTail().contains("ready"));

        child.stop();

        assertThat(child.isAlive()).isFalse();
        assertThat(child.logTail()).endsWith("bye");
    }

    @Test
    void killingDoesNotAskFirst() throws InterruptedException {
        ChildProcess child = shell("trap 'echo bye; exit 0' TERM; echo ready; while :; do sleep 0.05; done");
        child.awaitReady(Duration.ofSeconds(20), () -> child.logTail().contains("ready"));

        child.kill();

        assertThat(child.isAlive()).isFalse();
        assertThat(child.logTail()).doesNotContain("bye");
    }

    @Test
    void theEnvironmentIsPassedOn() throws InterruptedException {
        try (ChildProcess child = shell("echo \"$GREETING\"")) {
            assertThat(Eventually.holds(() -> child.logTail().equals("hello"))).isTrue();
        }
    }

    @Test
    void onlyTheEndOfALongLogIsShown() throws InterruptedException {
        try (ChildProcess child = shell("i=0; while [ $i -lt 100 ]; do i=$((i + 1)); echo line $i; done")) {
            assertThat(Eventually.holds(() -> child.logTail().endsWith("line 100")))
                    .isTrue();
            assertThat(child.logTail()).startsWith("line 81\n");
        }
    }

    private ChildProcess shell(String script) {
        return ChildProcess.start(
                "shell", List.of("/bin/sh", "-c", script), Map.of("GREETING", "hello"), directory.resolve("shell.log"));
    }
}
