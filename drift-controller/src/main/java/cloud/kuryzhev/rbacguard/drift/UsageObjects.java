package cloud.kuryzhev.rbacguard.drift;

import static java.util.stream.Collectors.toMap;

import cloud.kuryzhev.rbacguard.drift.ComparedUsage.Comparison;
import cloud.kuryzhev.rbacguard.kube.UsageResources;
import cloud.kuryzhev.rbacguard.kube.UsageResources.Place;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACUsage;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.SubjectUsage;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.stereotype.Component;

/**
 * Which RBACUsage objects to write and which to delete, so that there is one for each subject that still is somebody: a service
 * account that exists, or a user who was seen in the retention time.
 */
@Component
final class UsageObjects {

    /** A cluster's first cycle must not be a storm of writes; the rest follows in the next. */
    static final int MAX_WRITES = 200;

    private final UsageCache cache;
    private final UsageWriter writer;
    private final DriftProperties properties;
    private final ComparedUsage compared = new ComparedUsage();

    UsageObjects(UsageCache cache, UsageWriter writer, DriftProperties properties) {
        this.cache = cache;
        this.writer = writer;
        this.properties = properties;
    }

    /**
     * What came of it.
     *
     * @param failures how many objects could not be written or deleted
     * @param waiting how many are left for the next cycle to look at
     */
    record Outcome(int written, int failures, int waiting) {
        static final Outcome NONE = new Outcome(0, 0, 0);
    }

    /** Writes what is new, deletes what is nobody's. Does nothing until the cluster's objects are known. */
    Outcome reconcile(Usage usage, Instant now) {
        if (!cache.hasSynced()) {
            return Outcome.NONE;
        }
        Map<Place, RBACUsage> stored = cache.usages().stream()
                .collect(toMap(
                        it -> new Place(
                                it.getMetadata().getNamespace(),
                                it.getMetadata().getName()),
                        it -> it));
        var steps = new ArrayList<Runnable>();
        int left = 0;
        for (var entry : usage.bySubject().entrySet()) {
            Optional<String> owner = owner(entry.getKey());
            if (owner.isEmpty() && entry.getKey() instanceof Subject.ServiceAccount) {
                continue;
            }
            if (steps.size() == MAX_WRITES) { // summing up what is not written yet would take longer than writing
                stored.remove(UsageResources.place(entry.getKey(), properties.namespace()));
                left++;
                continue;
            }
            look(entry.getKey(), entry.getValue(), owner, usage.coverage(), stored, now)
                    .ifPresent(wanted -> steps.add(() -> writer.apply(wanted)));
        }
        compared.keep(usage.bySubject().keySet());
        List<RBACUsage> nobodys =
                stored.values().stream().filter(it -> isNobodys(it, now)).toList();
        int room = Math.min(nobodys.size(), MAX_WRITES - steps.size());
        nobodys.subList(0, room).forEach(it -> steps.add(() -> writer.delete(it)));
        int failures = ConcurrentWrites.run(steps.stream().map(this::attempt).toList()).stream()
                .mapToInt(Integer::intValue)
                .sum();
        return new Outcome(steps.size() - failures, failures, left + nobodys.size() - room);
    }

    private Callable<Integer> attempt(Runnable step) {
        return () -> writer.attempt(step);
    }

    /** The uid of a service account that exists. */
    private Optional<String> owner(Subject subject) {
        return subject instanceof Subject.ServiceAccount account ? cache.uid(account) : Optional.empty();
    }

    /** What is to be written for it, if anything; what is stored for it is taken out of {@code stored}. */
    private Optional<DesiredUsage> look(
            Subject subject,
            SubjectUsage its,
            Optional<String> owner,
            Coverage coverage,
            Map<Place, RBACUsage> stored,
            Instant now) {
        Place place = UsageResources.place(subject, properties.namespace());
        Optional<RBACUsage> found = Optional.ofNullable(stored.get(place));
        Optional<Comparison> comparison = found.map(it -> Comparison.of(its, owner, it, coverage, now));
        if (comparison.filter(it -> compared.isTold(subject, it)).isPresent()) {
            stored.remove(place);
            return Optional.empty();
        }
        UsageSummary summary = UsageSummary.of(subject, its, coverage);
        if (!isRecent(summary, now)) {
            return Optional.empty();
        }
        stored.remove(place);
        var wanted = new DesiredUsage(place, owner, summary);
        if (found.filter(it -> !isNews(wanted, it)).isEmpty()) {
            return Optional.of(wanted);
        }
        comparison.ifPresent(it -> compared.tell(subject, it));
        return Optional.empty();
    }

    private boolean isRecent(UsageSummary summary, Instant now) {
        Instant last = summary.lastSeen().orElse(summary.window().to());
        return summary.subject() instanceof Subject.ServiceAccount
                || !last.isBefore(now.minus(properties.usage().retention()));
    }

    private static boolean isNews(DesiredUsage wanted, RBACUsage stored) {
        return UsageResources.toModel(stored)
                        .filter(it -> !wanted.summary().isNewsAfter(it))
                        .isEmpty()
                || !wanted.owner().equals(owner(stored));
    }

    private static Optional<String> owner(RBACUsage stored) {
        return stored.getMetadata().getOwnerReferences().stream()
                .map(it -> it.getUid())
                .findFirst();
    }

    /** Nothing was seen of its subject, which may be so because the store is new: what is told about somebody stays. */
    private boolean isNobodys(RBACUsage stored, Instant now) {
        return UsageResources.toModel(stored)
                .filter(it -> !(it.subject() instanceof Subject.ServiceAccount account)
                        || cache.uid(account).isPresent())
                .filter(it -> isRecent(it, now))
                .filter(it -> UsageResources.place(it.subject(), properties.namespace())
                        .equals(new Place(
                                stored.getMetadata().getNamespace(),
                                stored.getMetadata().getName())))
                .isEmpty();
    }
}
