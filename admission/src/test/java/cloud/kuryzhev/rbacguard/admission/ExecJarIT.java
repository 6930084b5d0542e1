package cloud.kuryzhev.rbacguard.admission;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it is shipped. */
@WithControlPlane
class ExecJarIT {

    @TempDir
    Path directory;

    @Test
    void theJarBecomesReadySaysNothingAlarmingAndStopsWhenTold(ControlPlane plane)
            throws IOException, InterruptedException {
        try (Shipped shipped = Shipped.start(Guard.account(plane), directory).awaitReady()) {
            assertThat(shipped.process().isAlive()).isTrue();
            assertThat(shipped.health().get("/metrics").body())
                    .as("it has asked itself by now, and does not count that")
                    .contains("rbac_guard_admission_duration_seconds_count 0")
                    .doesNotContain("rbac_guard_admission_requests_total{", "rbac_guard_mutations_total{");
        }

        assertThat(Files.readString(directory.resolve("log")))
                .contains("INFO  AdmissionApplication: Started AdmissionApplication")
                .doesNotContain("WARN", "ERROR", "\tat ", "BEGIN ", "eyJ"); // no key, no token
    }

    @Test
    void anAotCacheThatDoesNotFitIsOnlyIgnored(ControlPlane plane) throws IOException, InterruptedException {
        Path cache = Files.writeString(directory.resolve("wrong.aot"), "no cache");

        try (Shipped shipped = Shipped.start(Guard.account(plane), directory, "-XX:AOTCache=" + cache)
                .awaitReady()) {
            assertThat(shipped.process().isAlive()).isTrue();
        }
    }
}
