package cloud.kuryzhev.rbacguard.drift.telling;

import cloud.kuryzhev.rbacguard.drift.telling.Outbox.Taken;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.EstimationProbe;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells one sink of everything that it was not told yet, at its pace; not thread-safe but for {@link #seen} and {@link #gone}. */
final class Teller {

    private static final Logger LOG = LoggerFactory.getLogger(Teller.class);
    private static final Duration IDLE = Duration.ofMillis(250);

    private final Sink sink;
    private final Violations violations;
    private final BooleanSupplier leading;
    private final Bucket pace;
    private final Backoff backoff;
    private final Clock clock;
    private final SinkMetrics metrics;
    private final Outbox outbox = new Outbox();
    private final Map<Place, String> givenUp = new ConcurrentHashMap<>();
    private final Map<Place, Told> unrecorded = new HashMap<>();
    private Instant pausedUntil = Instant.MIN;
    private int failures;
    private volatile boolean ready;

    Teller(
            Sink sink,
            Violations violations,
            BooleanSupplier leading,
            Bucket pace,
            Backoff backoff,
            Clock clock,
            SinkMetrics metrics) {
        this.sink = sink;
        this.violations = violations;
        this.leading = leading;
        this.pace = pace;
        this.backoff = backoff;
        this.clock = clock;
        this.metrics = metrics;
        metrics.watch(sink.name(), outbox, () -> ready && leading.getAsBoolean());
    }

    String name() {
        return sink.name();
    }

    /** Takes note of a violation as it stands now. */
    void seen(RBACViolation violation) {
        Place place = Place.of(violation);
        Optional<Notice> notice = notice(violation, Told.of(violation, sink.name()));
        if (notice.isEmpty()) {
            outbox.withdraw(place);
        } else if (!notice.get().digest().equals(givenUp.get(place))) {
            outbox.offer(place, clock.instant());
        }
    }

    /** Of what was deleted nothing is to be told. */
    void gone(Place place) {
        outbox.withdraw(place);
        givenUp.remove(place);
    }

    /** Tells one batch, if it is time. Answers how long to wait before the next step. */
    Duration step() throws InterruptedException {
        Instant now = clock.instant();
        if (now.isBefore(pausedUntil)) {
            Duration pause = Duration.between(now, pausedUntil);
            return pause.compareTo(IDLE) < 0 ? pause : IDLE;
        }
        ready = leading.getAsBoolean() && sink.ready();
        if (!ready) {
            return IDLE;
        }
        EstimationProbe ability = pace.estimateAbilityToConsume(1);
        if (!ability.canBeConsumed()) {
            return Duration.ofNanos(ability.getNanosToWaitForRefill());
        }
        List<Taken> batch = outbox.next(sink.batch(), sink::together);
        tell(batch);
        return batch.isEmpty() ? IDLE : Duration.ZERO;
    }

    /** Also an API server that is away, or a sink with a mistake in it, must not end the telling. */
    private void tell(List<Taken> batch) throws InterruptedException {
        var due = new LinkedHashMap<Taken, Notice>();
        try {
            for (Taken taken : batch) {
                violations
                        .find(taken.place())
                        .flatMap(this::notice)
                        .ifPresentOrElse(it -> due.put(taken, it), () -> outbox.done(taken));
            }
            if (!due.isEmpty() && pace.tryConsume(1)) {
                answered(sink.tell(List.copyOf(due.values())), due);
            }
        } catch (Exception e) {
            if (e instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            busy(new Answer.Busy(String.valueOf(e.getMessage()), Optional.empty()), due);
        }
    }

    /** What was told and could not be written down is written down first. */
    private Optional<Notice> notice(RBACViolation violation) {
        Told known = unrecorded.get(Place.of(violation));
        if (known == null) {
            return notice(violation, Told.of(violation, sink.name()));
        }
        record(violation, known);
        return notice(violation, Optional.of(known));
    }

    private Optional<Notice> notice(RBACViolation violation, Optional<Told> before) {
        String phase = Notice.phase(violation);
        if (phase.isEmpty() || (phase.equals(RBACViolationStatus.NOTED) && !sink.tellsChanges())) {
            return Optional.empty();
        }
        return Notice.of(violation, Digest.of(phase + '\n' + sink.content(violation)), before);
    }

    private void record(RBACViolation violation, Told told) {
        unrecorded.put(Place.of(violation), told);
        violations.record(violation, sink.name(), told);
        unrecorded.remove(Place.of(violation));
    }

    private void answered(Answer answer, Map<Taken, Notice> due) {
        switch (answer) {
            case Answer.Done done -> done(done, due);
            case Answer.Busy busy -> busy(busy, due);
            case Answer.Refused refused -> refused(refused, due);
        }
    }

    private void done(Answer.Done done, Map<Taken, Notice> due) {
        failures = 0;
        outbox.delivered();
        metrics.told(sink.name(), due.size());
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        due.forEach((taken, notice) -> {
            givenUp.remove(taken.place());
            unrecorded.put(taken.place(), new Told(notice.phase(), notice.digest(), now, done.reference()));
        });
        due.forEach((taken, notice) -> {
            record(notice.violation(), Objects.requireNonNull(unrecorded.get(taken.place())));
            outbox.done(taken);
        });
    }

    private void busy(Answer.Busy busy, Map<Taken, Notice> due) {
        failures++;
        Instant soonest = clock.instant().plus(backoff.after(failures));
        pausedUntil = busy.until().filter(soonest::isBefore).orElse(soonest);
        metrics.busy(sink.name());
        if (failures == 1) {
            LOG.warn("{} cannot be told of violations, trying again: {}", sink.name(), busy.why());
        }
        due.forEach((taken, notice) -> {
            if (outbox.failed(taken)) {
                giveUp(taken, notice, busy.why());
            }
        });
    }

    private void refused(Answer.Refused refused, Map<Taken, Notice> due) {
        failures = 0; // it answers
        if (due.size() > 1) {
            outbox.split(List.copyOf(due.keySet()));
        } else {
            due.forEach((taken, notice) -> giveUp(taken, notice, refused.why()));
        }
    }

    /** Until it changes, or this service starts anew. */
    private void giveUp(Taken taken, Notice notice, String why) {
        givenUp.put(taken.place(), notice.digest());
        outbox.done(taken);
        metrics.givenUp(sink.name());
        LOG.warn(
                "{} does not take RBACViolation {}/{}, which is told again when it changes: {}",
                sink.name(),
                taken.place().namespace(),
                taken.place().name(),
                why);
    }
}
