package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.Observation;
import cloud.kuryzhev.rbacguard.policy.usage.Observation.Outcome;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine;
import cloud.kuryzhev.rbacguard.usage.event.Meaning;
import cloud.kuryzhev.rbacguard.usage.event.Meaning.Observed;
import cloud.kuryzhev.rbacguard.usage.event.Meaning.Skipped;
import cloud.kuryzhev.rbacguard.usage.event.Observations;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

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

    private static final long SECONDS_PER_DAY = 86_400;

    /** What an entry takes besides its texts, in bytes, roughly. */
    private static final int KEY_WEIGHT = 300;

    private static final long MAX_WEIGHT = 48 << 20;

    private final boolean afterGap;
    private final Map<Subject, Member> members = new HashMap<>();
    private final Map<String, Long> lines = new HashMap<>();
    private Coverage coverage = Coverage.NONE;
    private long weight;

    /** @param afterGap whether lines were lost before the first of this batch, so that coverage starts anew with it */
    public Batch(boolean afterGap) {
        this.afterGap = afterGap;
    }

    /** Adds one line, and says what became of it, as in {@link #lines}. */
    public String add(AuditLine line) {
        String result =
                switch (line) {
                    case AuditLine.Event(AuditEvent event) -> add(event);
                    case AuditLine.Blank() -> "blank";
                    case AuditLine.Foreign(AuditLine.Stream stream) -> because("skipped", stream);
                    case AuditLine.Malformed(AuditLine.Reason reason) -> because("malformed", reason);
                };
        lines.merge(result, 1L, Long::sum);
        return result;
    }

    private String add(AuditEvent event) {
        cover(event.at());
        return switch (Observations.of(event)) {
            case Observed observed -> {
                observed.observations().forEach(observation -> add(observation, event.stage()));
                yield observed.denied() ? "denied" : "used";
            }
            case Skipped(Meaning.Reason reason) -> because("skipped", reason);
        };
    }

    private void add(Observation seen, AuditEvent.Stage stage) {
        long day = Math.floorDiv(seen.at().getEpochSecond(), SECONDS_PER_DAY);
        Member member = members.computeIfAbsent(seen.subject(), Member::new);
        Key key = new Key(seen.permission(), seen.outcome(), day);
        if (member.tallies.merge(key, Tally.once(seen.at(), stage), Tally::plus).isFirst()) {
            weight += KEY_WEIGHT + weight(seen.permission());
        }
        weight += member.join(seen.groups());
    }

    private static int weight(Permission permission) {
        return switch (permission) {
            case Permission.OnResource on ->
                on.namespace().length() + on.resource().length() + on.name().length();
            case Permission.OnUrl url -> url.path().length();
        };
    }

    private void cover(Instant at) {
        coverage = coverage.events() == 0
                ? new Coverage(at, at, 1)
                : new Coverage(
                        at.isBefore(coverage.from()) ? at : coverage.from(),
                        at.isAfter(coverage.to()) ? at : coverage.to(),
                        coverage.events() + 1);
    }

    private static String because(String result, Enum<?> reason) {
        return result + ":" + reason.name().toLowerCase(Locale.ROOT);
    }

    /** How many lines became {@code used}, {@code denied}, {@code skipped:<reason>}, {@code malformed:<reason>}, {@code blank}. */
    public Map<String, Long> lines() {
        return Collections.unmodifiableMap(lines);
    }

    /** The time its events span. */
    public Coverage coverage() {
        return coverage;
    }

    /** Whether it holds no line. */
    public boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Whether it takes so much memory by now that it should be committed. */
    public boolean isFull() {
        return weight >= MAX_WEIGHT;
    }

    /** Whether lines were lost before its first. */
    public boolean afterGap() {
        return afterGap;
    }

    Collection<Member> members() {
        return members.values();
    }
}
