package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.Observation;
import cloud.kuryzhev.rbacguard.policy.usage.Observation.Outcome;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.Stage;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine;
import cloud.kuryzhev.rbacguard.usage.event.Glance;
import cloud.kuryzhev.rbacguard.usage.event.Glance.Likeness;
import cloud.kuryzhev.rbacguard.usage.event.Meaning;
import cloud.kuryzhev.rbacguard.usage.event.Meaning.Observed;
import cloud.kuryzhev.rbacguard.usage.event.Meaning.Skipped;
import cloud.kuryzhev.rbacguard.usage.event.Observations;
import cloud.kuryzhev.rbacguard.usage.event.RbacWrite;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sum of some consecutive lines of one source. Grows line by line, in one thread, until it is committed. */
public final class Batch {

    /**
     * What counts together, of one subject.
     *
     * @param day days since 1970-01-01 UTC
     */
    record Key(Permission permission, Outcome outcome, long day) {}

    /** What one subject did. */
    static final class Member {
        final Subject subject;
        final Set<String> groups = new HashSet<>();
        final Whereabouts seenFrom = new Whereabouts();
        final Map<Key, Tally> tallies = new HashMap<>();
        private List<String> lastGroups = List.of();

        Member(Subject subject) {
            this.subject = subject;
        }

        /** What the new groups in {@code seen} weigh, which is mostly the same object again. */
        private int join(List<String> seen) {
            int added = 0;
            if (!seen.equals(lastGroups)) {
                for (String group : seen) {
                    added += groups.add(group) ? KEY_WEIGHT + group.length() : 0;
                }
                lastGroups = seen;
            }
            return added;
        }
    }

    /** What an event like others added to. */
    private record Counted(
            Count result,
            long day,
            Stage stage,
            List<Tally> tallies,
            @Nullable Member caller,
            @Nullable SameRequest request) {}

    private static final class Count {
        private final String name;
        private long number;

        Count(String name) {
            this.name = name;
        }
    }

    private static final long MICROS_PER_DAY = 86_400_000_000L;

    /** What an entry takes besides its texts, in bytes, roughly. */
    private static final int KEY_WEIGHT = 250;

    private static final int LIKENESS_WEIGHT = 150;

    private static final long MAX_WEIGHT = 48 << 20;

    private final Optional<GapCause> gap;
    private final Map<Subject, Member> members = new HashMap<>();
    private final Map<String, Count> lines = new HashMap<>();
    private final Map<Likeness, Counted> alike = new HashMap<>();
    private final List<Twins.Candidate> candidates = new ArrayList<>();
    private final List<RbacWrite> rbacWrites = new ArrayList<>();
    private final Numbers numbers = new Numbers();
    private final Tally time = new Tally();
    private long weight;

    /** Of lines that follow those of the batch before. */
    public Batch() {
        this(Optional.empty());
    }

    /** @param gap why lines may be missing before the first of this batch, so that coverage starts anew with it */
    public Batch(Optional<GapCause> gap) {
        this.gap = gap;
    }

    /** Adds one line, and says what became of it, as in {@link #lines}. */
    public String add(AuditLine line) {
        return switch (line) {
            case AuditLine.Event(AuditEvent event) ->
                add(event, new ArrayList<>(), SameRequest.of(event).orElse(null));
            case AuditLine.Blank() -> count("blank");
            case AuditLine.Foreign(AuditLine.Stream stream) -> count(because("skipped", stream));
            case AuditLine.Malformed(AuditLine.Reason reason) -> count(because("malformed", reason));
        };
    }

    /** Adds one line, and keeps in mind what it was {@link #addAgain like}. */
    public void add(AuditLine line, Likeness likeness) {
        if (line instanceof AuditLine.Event(AuditEvent event)) {
            List<Tally> tallies = new ArrayList<>(1);
            SameRequest request = SameRequest.of(event).orElse(null);
            String result = add(event, tallies, request);
            long day = day(Micros.of(event.at()));
            alike.put(
                    likeness,
                    new Counted(
                            counts(result),
                            day,
                            event.stage(),
                            tallies,
                            members.get(event.user().subject()),
                            request));
            weight += LIKENESS_WEIGHT;
        } else {
            add(line);
        }
    }

    /** Adds the event that {@code glance} saw, if one like it was added before; whether it did. */
    public boolean addAgain(Glance glance) {
        Counted like = alike.get(glance.likeness());
        long at = Micros.of(glance.at());
        if (like == null || like.day() != day(at)) {
            return false;
        }
        time.add(at, like.stage());
        like.result().number++;
        for (Tally tally : like.tallies()) {
            tally.add(at, like.stage());
        }
        if (like.request() != null && !like.tallies().isEmpty()) {
            addCandidate(like.request().with(glance.auditId(), numbers), at, like);
        }
        if (like.caller() != null) {
            weight += like.caller().seenFrom.add(glance.caller(), at);
        }
        return true;
    }

    private void addCandidate(SameRequest.@Nullable Id id, long at, Counted counted) {
        if (id != null) {
            candidates.add(new Twins.Candidate(id, at, counted.stage(), counted.result().name, counted.tallies()));
            weight += LIKENESS_WEIGHT;
        }
    }

    private String add(AuditEvent event, List<Tally> tallies, @Nullable SameRequest request) {
        long at = Micros.of(event.at());
        time.add(at, event.stage());
        RbacWrite.of(event).ifPresent(write -> {
            rbacWrites.add(write);
            weight += KEY_WEIGHT + write.by().length() + write.from().agent().length();
        });
        return switch (Observations.of(event)) {
            case Observed observed -> {
                observed.observations().forEach(observation -> tallies.add(add(observation, event.stage())));
                Member caller = members.get(event.user().subject());
                if (caller != null) {
                    weight += caller.seenFrom.add(event.user(), at);
                }
                String result = count(observed.denied() ? "denied" : "used");
                if (request != null) {
                    Counted counted = new Counted(counts(result), day(at), event.stage(), tallies, caller, request);
                    addCandidate(request.with(event.auditId(), numbers), at, counted);
                }
                yield result;
            }
            case Skipped(Meaning.Reason reason) -> count(because("skipped", reason));
        };
    }

    private Tally add(Observation seen, Stage stage) {
        long at = Micros.of(seen.at());
        Member member = members.computeIfAbsent(seen.subject(), Member::new);
        Tally tally = member.tallies.computeIfAbsent(new Key(seen.permission(), seen.outcome(), day(at)), key -> {
            weight += KEY_WEIGHT + weight(key.permission());
            return new Tally();
        });
        tally.add(at, stage);
        weight += member.join(seen.groups());
        return tally;
    }

    private static long day(long micros) {
        return Math.floorDiv(micros, MICROS_PER_DAY);
    }

    private String count(String result) {
        counts(result).number++;
        return result;
    }

    private Count counts(String result) {
        return lines.computeIfAbsent(result, Count::new);
    }

    private static int weight(Permission permission) {
        return switch (permission) {
            case Permission.OnResource on ->
                on.namespace().length() + on.resource().length() + on.name().length();
            case Permission.OnUrl url -> url.path().length();
        };
    }

    private static String because(String result, Enum<?> reason) {
        return result + ":" + reason.name().toLowerCase(Locale.ROOT);
    }

    /** How many lines became {@code used}, {@code denied}, {@code skipped:<reason>}, {@code malformed:<reason>}, {@code blank}. */
    public Map<String, Long> lines() {
        Map<String, Long> numbers = new HashMap<>();
        lines.forEach((result, count) -> numbers.put(result, count.number));
        return numbers;
    }

    /** The time its events span. */
    public Coverage coverage() {
        long events = time.started() + time.ended();
        return events == 0
                ? Coverage.NONE
                : new Coverage(Micros.toInstant(time.first()), Micros.toInstant(time.last()), events);
    }

    /** Whether it holds no line. */
    public boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Whether it takes so much memory by now that it should be committed. */
    public boolean isFull() {
        return weight >= MAX_WEIGHT;
    }

    /** Why lines may be missing before its first. */
    public Optional<GapCause> gap() {
        return gap;
    }

    /** Events of which another API server may have logged a second one. */
    List<Twins.Candidate> candidates() {
        return candidates;
    }

    /** In their order. */
    List<RbacWrite> rbacWrites() {
        return rbacWrites;
    }

    Collection<Member> members() {
        return members.values();
    }
}
