package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.Observation;
import cloud.kuryzhev.rbacguard.policy.usage.Observation.Outcome;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.policy.usage.SubjectUsage;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import cloud.kuryzhev.rbacguard.usage.envelope.AuditFiles;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine;
import cloud.kuryzhev.rbacguard.usage.event.Meaning;
import cloud.kuryzhev.rbacguard.usage.event.Observations;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What an audit file shows, in memory. */
final class CorpusUsage {

    private final SortedMap<Subject, SortedMap<Permission, Seen>> used = new TreeMap<>();
    private final SortedMap<Subject, SortedSet<String>> groups = new TreeMap<>();
    private Instant from = Instant.MAX;
    private Instant to = Instant.MIN;
    private long events;

    private CorpusUsage() {}

    static Usage of(Path file) throws IOException {
        var usage = new CorpusUsage();
        var _ = new AuditFiles(Clock.systemUTC()).read(List.of(file), usage::add);
        var bySubject = new TreeMap<Subject, SubjectUsage>();
        usage.used.forEach((subject, seen) -> bySubject.put(
                subject, new SubjectUsage(usage.groups.getOrDefault(subject, new TreeSet<>()), seen, new TreeMap<>())));
        return new Usage(new Coverage(usage.from, usage.to, usage.events), bySubject);
    }

    private String add(AuditLine line) {
        if (line instanceof AuditLine.Event(var event) && Observations.of(event) instanceof Meaning.Observed observed) {
            observed.observations().forEach(this::add);
        }
        return "line";
    }

    private void add(Observation seen) {
        events++;
        from = seen.at().isBefore(from) ? seen.at() : from;
        to = seen.at().isAfter(to) ? seen.at() : to;
        if (seen.outcome() == Outcome.USED) {
            used.computeIfAbsent(seen.subject(), _ -> new TreeMap<>())
                    .merge(seen.permission(), Seen.once(seen.at()), Seen::plus);
            groups.computeIfAbsent(seen.subject(), _ -> new TreeSet<>()).addAll(seen.groups());
        }
    }
}
