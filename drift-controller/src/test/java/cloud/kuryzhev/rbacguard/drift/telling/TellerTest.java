package cloud.kuryzhev.rbacguard.drift.telling;

import static cloud.kuryzhev.rbacguard.drift.telling.Samples.violation;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TellerTest {

    private static final int PER_MINUTE = 10;

    private final MovingClock clock = new MovingClock();
    private final RememberedViolations violations = new RememberedViolations();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private boolean leading = true;

    private Teller teller(Sink sink) {
        return new Teller(
                sink,
                violations,
                () -> leading,
                TellingConfiguration.pace(PER_MINUTE, clock),
                new Backoff(new Random(1)),
                clock,
                new SinkMetrics(registry, clock));
    }

    @Test
    void aViolationIsToldOnceAndNotAgainAfterARestart() throws InterruptedException {
        var sink = new ScriptedSink(1);
        see(teller(sink), violation("a", "Open"));
        run(teller(sink), Duration.ofSeconds(1)); // has seen nothing yet

        Teller first = teller(sink);
        see(first, violation("a", "Open"));
        run(first, Duration.ofMinutes(1));
        Teller second = teller(sink);
        see(second, violation("a", "Open"));
        run(second, Duration.ofMinutes(1));

        assertThat(sink.told()).containsExactly("APPEARED a");
    }

    @Test
    void eachChangeIsToldForWhatItIs() throws InterruptedException {
        var sink = new ScriptedSink(1);
        Teller teller = teller(sink);
        for (String phase :
                List.of("Open", "Approved", "Applied", "Regressed", "Resolved", "Open", "Snoozed", "Open")) {
            see(teller, violation("a", phase));
            run(teller, Duration.ofMinutes(1));
        }
        see(teller, violation("a", "payments", "x", "Open", "secret_read"));
        run(teller, Duration.ofMinutes(1));

        assertThat(sink.told())
                .containsExactly(
                        "APPEARED a",
                        "DECIDED a",
                        "APPLIED a",
                        "REGRESSED a",
                        "RESOLVED a",
                        "RETURNED a",
                        "DECIDED a",
                        "RETURNED a",
                        "CHANGED a");
    }

    @Test
    void whatWasGoneBeforeAnybodyHeardOfItIsNotTold() throws InterruptedException {
        var sink = new ScriptedSink(1);
        Teller teller = teller(sink);
        see(teller, violation("a", "Open"));
        see(teller, violation("a", "Resolved"));
        run(teller, Duration.ofMinutes(1));

        assertThat(sink.asked()).isZero();
    }

    @Test
    void aReplicaThatDoesNotLeadTellsNothingUntilItDoes() throws InterruptedException {
        leading = false;
        var sink = new ScriptedSink(1);
        Teller teller = teller(sink);
        see(teller, violation("a", "Open"));
        run(teller, Duration.ofMinutes(10));
        assertThat(sink.asked()).isZero();
        assertThat(gauge("rbac.guard.sink.oldest.waiting.seconds")).isZero();

        leading = true;
        run(teller, Duration.ofMinutes(1));
        assertThat(sink.told()).containsExactly("APPEARED a");
    }

    @Test
    void aSinkThatIsDownForADayHearsEverythingOnceAndNoFasterThanItsPace() throws InterruptedException {
        var sink = new ScriptedSink(100);
        sink.answers(_ -> Answer.busy("down"));
        Teller teller = teller(sink);
        IntStream.range(0, 5_000).forEach(i -> see(teller, violation("v" + i, "Open")));
        run(teller, Duration.ofDays(1));
        assertThat(sink.asked()).isLessThan(24 * 60); // it is left alone for minutes
        assertThat(gauge("rbac.guard.sink.oldest.waiting.seconds")).isGreaterThanOrEqualTo(86_000);
        assertThat(counter("rbac.guard.sink.dead.letters")).isZero();

        sink.answers(_ -> Answer.DONE);
        run(teller, Duration.ofMinutes(5)); // the pause after so many failures
        sink.messages().clear();
        IntStream.range(0, 5_000).forEach(i -> see(teller, violation("v" + i, "payments", "x", "Open", "secret_read")));
        run(teller, Duration.ofMinutes(1));
        assertThat(sink.messages()).hasSizeLessThanOrEqualTo(2 * PER_MINUTE);
        run(teller, Duration.ofMinutes(10));
        assertThat(sink.told()).hasSize(5_000).doesNotHaveDuplicates();
        assertThat(gauge("rbac.guard.sink.waiting")).isZero();
    }

    @Test
    void whatFailsWhileOthersPassIsGivenUpAndTriedAgainWhenItChanges() throws InterruptedException {
        var sink = new ScriptedSink(1);
        sink.answers(notices -> notices.getFirst().place().name().equals("bad") ? Answer.busy("500") : Answer.DONE);
        Teller teller = teller(sink);
        see(teller, violation("bad", "Open"));
        for (int i = 0; i < 20; i++) {
            see(teller, violation("good" + i, "Open"));
            run(teller, Duration.ofMinutes(6));
        }
        assertThat(sink.told()).hasSize(20);
        assertThat(counter("rbac.guard.sink.dead.letters")).isEqualTo(1);
        assertThat(gauge("rbac.guard.sink.waiting")).isZero();
        see(teller, violation("bad", "Open"));
        run(teller, Duration.ofMinutes(6));
        assertThat(gauge("rbac.guard.sink.waiting")).isZero();

        sink.answers(_ -> Answer.DONE);
        see(teller, violation("bad", "Resolved"));
        see(teller, violation("bad", "payments", "x", "Open", "secret_read"));
        run(teller, Duration.ofMinutes(6));
        assertThat(sink.told()).hasSize(21).endsWith("APPEARED bad");
    }

    @Test
    void ofABatchThatIsRefusedOnlyTheCulpritIsGivenUp() throws InterruptedException {
        var sink = new ScriptedSink(10);
        sink.answers(
                notices -> notices.stream().anyMatch(it -> it.place().name().equals("v3"))
                        ? new Answer.Refused("422")
                        : Answer.DONE);
        Teller teller = teller(sink);
        IntStream.range(0, 6).forEach(i -> see(teller, violation("v" + i, "Open")));
        run(teller, Duration.ofMinutes(5));

        assertThat(sink.told())
                .containsExactlyInAnyOrder("APPEARED v0", "APPEARED v1", "APPEARED v2", "APPEARED v4", "APPEARED v5");
        assertThat(counter("rbac.guard.sink.dead.letters")).isEqualTo(1);
    }

    @Test
    void aSinkThatNamesATimeIsNotAskedBeforeIt() throws InterruptedException {
        var sink = new ScriptedSink(1);
        Instant reset = MovingClock.START.plus(Duration.ofMinutes(42));
        sink.answers(_ -> new Answer.Busy("rate limit", Optional.of(reset)));
        Teller teller = teller(sink);
        see(teller, violation("a", "Open"));
        run(teller, Duration.ofMinutes(41));
        assertThat(sink.asked()).isEqualTo(1);

        sink.answers(_ -> Answer.DONE);
        run(teller, Duration.ofMinutes(2));
        assertThat(sink.told()).containsExactly("APPEARED a");
    }

    @Test
    void whatWasToldAndCouldNotBeWrittenDownIsWrittenDownLaterAndNotToldAgain() throws InterruptedException {
        var sink = new ScriptedSink(1);
        violations.refuseToRecord(true);
        Teller teller = teller(sink);
        see(teller, violation("a", "Open"));
        run(teller, Duration.ofMinutes(30));
        violations.refuseToRecord(false);
        run(teller, Duration.ofMinutes(30));

        assertThat(sink.told()).containsExactly("APPEARED a");
        assertThat(violations.in("payments"))
                .allSatisfy(it -> assertThat(Told.of(it, "scripted")).isPresent());
        assertThat(gauge("rbac.guard.sink.waiting")).isZero();
    }

    @Test
    void aMistakeInASinkDoesNotEndTheTelling() throws InterruptedException {
        var sink = new ScriptedSink(1);
        sink.answers(_ -> {
            throw new IllegalStateException("a mistake");
        });
        Teller teller = teller(sink);
        see(teller, violation("a", "Open"));
        run(teller, Duration.ofMinutes(1));
        sink.answers(_ -> Answer.DONE);
        run(teller, Duration.ofMinutes(10));

        assertThat(sink.told()).containsExactly("APPEARED a");
    }

    private void see(Teller teller, RBACViolation violation) {
        violations.put(violation);
        teller.seen(violation);
    }

    /** As its thread does, without waiting. */
    private void run(Teller teller, Duration time) throws InterruptedException {
        Instant end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            clock.forward(teller.step().plusMillis(1));
        }
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    private double counter(String name) {
        return registry.get(name).counter().count();
    }
}
