package cloud.kuryzhev.rbacguard.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.TcpGate;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Much is asked, for long; {@code make load} takes the time that it needs, and judges latency too. */
@WithControlPlane
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoadIT {

    private static final Duration IN_TIME = Duration.ofSeconds(3); // the API server waits no longer
    private static final Duration SOON = Load.time(Duration.ofMinutes(1), Duration.ofSeconds(5));

    private final TcpGate gate;
    private final Shipped shipped;
    private final Https https;
    private final byte[] harmless = Bodies.harmless();

    LoadIT(ControlPlane plane, @TempDir Path directory)
            throws IOException, InterruptedException, GeneralSecurityException {
        this.gate = plane.gate();
        gate.open();
        this.shipped =
                Shipped.start(Guard.account(plane).through(gate), directory).awaitReady();
        this.https = Https.to(shipped);
    }

    @AfterAll
    void stop() {
        https.close();
        shipped.close();
        gate.close();
    }

    @Test
    void aThousandRequestsASecondAreAllAnswered() throws IOException, InterruptedException {
        Duration time = Load.time(Duration.ofSeconds(10), Duration.ofMinutes(5));
        Answers before = answers();

        Load.Outcomes outcomes = new Load(https, harmless).steadily(32, 1_000, time);

        assertThat(outcomes.counts()).containsOnlyKeys(Load.ALLOWED);
        if (Load.FULL) {
            assertThat(outcomes.of(Load.ALLOWED)).isGreaterThan(time.toSeconds() * 900);
            assertThat(answers().shareInTimeSince(before)).isGreaterThanOrEqualTo(0.99);
        }
    }

    @Test
    void whatIsTooMuchIsAnsweredOrShedInTimeAndPassesSoon() throws IOException, InterruptedException {
        int clients = Load.FULL ? 400 : 100;
        new Load(https, harmless).all(clients, 5L * clients); // whoever asks much has its connections already
        Load.Outcomes outcomes =
                new Load(https, harmless).during(clients, Load.time(Duration.ofSeconds(5), Duration.ofSeconds(30)));

        assertThat(outcomes.counts().keySet()).isSubsetOf(Load.ALLOWED, Load.UNAVAILABLE);
        assertThat(outcomes.of(Load.ALLOWED)).isPositive();
        if (Load.FULL) {
            assertThat(outcomes.slowest()).isLessThan(IN_TIME);
        }
        await().atMost(SOON).until(() -> https.post(harmless).statusCode() == 200);
        assertThat(new Load(https, harmless).all(8, 500).counts()).containsOnlyKeys(Load.ALLOWED);
    }

    @Test
    void memoryStaysFlat() {
        var load = new Load(https, harmless);
        long requests = Load.FULL ? 500_000 : 10_000;
        load.all(16, requests / 5);
        long before = shipped.residentKilobytes();

        load.all(16, requests);

        assertThat(load.outcomes().counts()).containsOnlyKeys(Load.ALLOWED);
        assertThat(shipped.residentKilobytes()).isLessThan(before + before / (Load.FULL ? 10 : 4));
    }

    @Test
    void whileTheApiServerIsAwayForLongItJudgesOn() throws IOException, InterruptedException {
        gate.shut();

        Load.Outcomes outcomes = new Load(https, Bodies.binding("cluster-admin"))
                .steadily(4, 50, Load.time(Duration.ofSeconds(10), Duration.ofMinutes(10)));

        assertThat(outcomes.counts()).containsOnlyKeys(Load.DENIED);
        gate.open();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> shipped.health().status("/health/readiness").equals("200 UP"));
    }

    /** How many there were so far, and those that took 25 ms at most, by the service's own clock. */
    private record Answers(double all, double inTime) {
        double shareInTimeSince(Answers before) {
            return (inTime - before.inTime) / (all - before.all);
        }
    }

    private Answers answers() throws IOException, InterruptedException {
        String metrics = shipped.health().get("/metrics").body();
        return new Answers(
                value(metrics, "rbac_guard_admission_duration_seconds_count"),
                value(metrics, "rbac_guard_admission_duration_seconds_bucket{le=\"0.025\"}"));
    }

    private static double value(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among the metrics"));
    }
}
