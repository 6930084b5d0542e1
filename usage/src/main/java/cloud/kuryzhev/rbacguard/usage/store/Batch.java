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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The sum of some consecutive lines of one source. Grows line by line, in one thread, until it is committed. */
public final class Batch {

    /** What counts together of events that are not known to look alike. */
    private record Key(Subject subject, Permission permission, Outcome outcome, long day) {}

    /** What one subject did. */
    static final class Member {
        final Who who;
        final Set<String> groups = new HashSet<>();
        final Whereabouts seenFrom = new Whereabouts();
        private List<String> lastGroups = List.of();

        Member(Who who) {
            this.who = who;
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

    private static final class Count {
        private final String name;
        private long number;

        Count(String name) {
            this.name = name;
        }
    }

    private static final long MICROS_PER_DAY = 86_400_000_000L;

    /** What a use takes that was seen before, with all that a commit makes of it, in bytes, roughly. */
    private static final int USE_WEIGHT = 200;

    /** What an entry takes besides its texts. */
    private static final int KEY_WEIGHT = 250;

    private static final long MAX_WEIGHT = 48 << 20;

    private static final AtomicInteger IDS = new AtomicInteger();

    private final int id = IDS.incrementAndGet();
    private final Optional<GapCause> gap;
    private final Map<Subject, Integer> indexes = new HashMap<>();
    private final List<Member> members = new ArrayList<>();
    private final Tallies tallies = new Tallies();
    private final Map<Key, Integer> keys = new HashMap<>();
    private final Map<String, Count> lines = new HashMap<>();
    private final List<Twins.Candidate> candidates = new ArrayList<>();
    private final List<RbacWrite> rbacWrites = new ArrayList<>();
    private final Numbers numbers = new Numbers();
    private final Tally time = new Tally();
    private Count lastCount = new Count("");
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
            case AuditLine.Event(AuditEvent event) -> add(event);
            case AuditLine.Blank() -> count("blank");
            case AuditLine.Foreign(AuditLine.Stream stream) -> count(because("skipped", stream));
            case AuditLine.Malformed(AuditLine.Reason reason) -> count(because("malformed", reason));
        };
    }

    /** Adds the event that {@code glance} saw last, which is of that kind. */
    void add(Kind kind, Glance glance) {
        long at = glance.micros();
        time.add(at, kind.stage());
        count(kind.result());
        if (kind.uses().isEmpty()) {
            return;
        }
        int first = first(kind, day(at));
        for (int i = 0; i < kind.uses().size(); i++) {
            tallies.add(first + i, at, kind.stage());
        }
        weight += member(kind.caller()).seenFrom.add(glance.caller(), at);
        SameRequest request = kind.request();
        if (request != null) {
            List<Integer> added =
                    IntStream.range(first, first + kind.uses().size()).boxed().toList();
            addCandidate(request.with(glance.auditId(), numbers), at, kind.stage(), kind.result(), added);
        }
    }

    /** Where its first use is counted on that day; the others follow. */
    private int first(Kind kind, long day) {
        int known = kind.slot(id, day);
        if (known >= 0) {
            return known;
        }
        int first = tallies.size();
        for (Use use : kind.uses()) {
            begin(use, day);
        }
        kind.isAt(first, id, day);
        return first;
    }

    private int begin(Use use, long day) {
        weight += USE_WEIGHT + member(use.who()).join(use.groups());
        return tallies.begin(use, day);
    }

    private Member member(Who who) {
        int index = who.index(id);
        if (index < 0) {
            index = indexes.computeIfAbsent(who.subject(), _ -> {
                members.add(new Member(who));
                return members.size() - 1;
            });
            who.isAt(index, id);
        }
        return members.get(index);
    }

    private String add(AuditEvent event) {
        long at = Micros.of(event.at());
        time.add(at, event.stage());
        RbacWrite.of(event).ifPresent(write -> {
            rbacWrites.add(write);
            weight += KEY_WEIGHT + write.by().length() + write.from().agent().length();
        });
        Meaning meaning = Observations.of(event);
        String result = count(result(meaning));
        if (meaning instanceof Observed(List<Observation> observations)) {
            List<Integer> added = new ArrayList<>(observations.size());
            for (Observation seen : observations) {
                int number = number(seen, day(at));
                tallies.add(number, at, event.stage());
                added.add(number);
            }
            Integer caller = indexes.get(event.user().subject());
            if (caller != null) {
                weight += members.get(caller).seenFrom.add(event.user(), at);
            }
            SameRequest.of(event)
                    .ifPresent(request ->
                            addCandidate(request.with(event.auditId(), numbers), at, event.stage(), result, added));
        }
        return result;
    }

    private int number(Observation seen, long day) {
        Key key = new Key(seen.subject(), seen.permission(), seen.outcome(), day);
        Integer index = indexes.get(seen.subject());
        Integer known = index == null ? null : keys.get(key);
        if (index != null && known != null) {
            weight += members.get(index).join(seen.groups());
            return known;
        }
        Who who = index == null ? new Who(seen.subject(), numbers) : members.get(index).who;
        Use use = Use.of(seen, who, numbers);
        weight += KEY_WEIGHT + use.length();
        int number = begin(use, day);
        keys.put(key, number);
        return number;
    }

    private void addCandidate(SameRequest.@Nullable Id id, long at, Stage stage, String result, List<Integer> added) {
        if (id != null) {
            candidates.add(new Twins.Candidate(id, at, stage, result, added));
            weight += USE_WEIGHT;
        }
    }

    private static long day(long micros) {
        return Math.floorDiv(micros, MICROS_PER_DAY);
    }

    private String count(String result) {
        if (!lastCount.name.equals(result)) {
            lastCount = lines.computeIfAbsent(result, Count::new);
        }
        lastCount.number++;
        return result;
    }

    /** What becomes of a line of that meaning, as in {@link #lines}. */
    static String result(Meaning meaning) {
        return switch (meaning) {
            case Observed observed -> observed.denied() ? "denied" : "used";
            case Skipped(Meaning.Reason reason) -> because("skipped", reason);
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
        return members;
    }

    Tallies tallies() {
        return tallies;
    }
}
