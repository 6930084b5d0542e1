package cloud.kuryzhev.rbacguard.drift.changes;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RbacChange;
import cloud.kuryzhev.rbacguard.policy.SystemWriters;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Metadata;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.usage.event.RbacWrite;
import cloud.kuryzhev.rbacguard.usage.store.StoredWrite;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one object.
 *
 * @param watched whether all its changes are told
 * @param from older changes are not told
 */
record OneObject(
        SortedMap<ObjectKey, RbacObject> objects,
        ChangeSettings settings,
        RecentDeltas recent,
        boolean watched,
        Instant from,
        Instant now) {

    /** How far the audit log's time and the watch's may be apart. */
    private static final Duration APART = Duration.ofMinutes(1);

    /** {@code managedFields} tell times to the second. */
    private static final Duration SECOND = Duration.ofSeconds(2);

    private static final String RESTORED = "audit.kuryzhev.cloud/restored-for";
    private static final String UNKNOWN = "what it was before is not known: it was changed while nobody watched\n";

    /** The last write that the webhook should have been asked about and was not, if the object is there. */
    Optional<RbacWrite> outside(ObjectKey key, List<StoredWrite> writes) {
        return objects.containsKey(key)
                ? writes.stream()
                        .filter(StoredWrite::outside)
                        .map(StoredWrite::write)
                        .filter(this::isOutside)
                        .reduce((_, last) -> last)
                : Optional.empty();
    }

    List<RbacChange> look(ObjectKey key, List<StoredWrite> writes, List<Delta> deltas, Changes.Done done) {
        var untold = new ArrayList<>(
                writes.stream().filter(it -> !it.told()).map(StoredWrite::write).toList());
        var changes = new ArrayList<RbacChange>();
        for (Delta delta : deltas) {
            Optional<RbacWrite> write = take(untold, delta);
            write.ifPresent(done.writes()::add);
            delta(delta, write.orElse(null), done).ifPresent(changes::add);
        }
        for (RbacWrite write : untold) {
            if (write.at().isBefore(recent.since()) || isOld(write.at())) {
                done.writes().add(write);
                if (isTold(write) && wasChange(key, write)) {
                    changes.add(change(what(write), write, write.at(), UNKNOWN));
                }
            }
        }
        return changes;
    }

    private Optional<RbacChange> delta(Delta delta, @Nullable RbacWrite write, Changes.Done done) {
        boolean told = write == null ? watched : isTold(write);
        boolean waits = write == null && settings.audited() && !isOld(delta.at());
        if (waits || (write == null && recent.isFiled(delta))) {
            return Optional.empty();
        }
        boolean complete = write != null || !settings.audited();
        (complete ? done.complete() : done.incomplete()).add(delta);
        return told
                ? Optional.of(change(delta.what(), write, write == null ? delta.at() : write.at(), Texts.diff(delta)))
                : Optional.empty();
    }

    /** The first of them that may have made this change. */
    private static Optional<RbacWrite> take(List<RbacWrite> writes, Delta delta) {
        Optional<RbacWrite> found = writes.stream()
                .filter(it -> what(it).equals(delta.what())
                        && Duration.between(it.at(), delta.at()).abs().compareTo(APART) <= 0)
                .findFirst();
        found.ifPresent(writes::remove);
        return found;
    }

    private boolean isOld(Instant at) {
        return at.plus(Changes.GRACE).isBefore(now);
    }

    private boolean isTold(RbacWrite write) {
        return (watched || isOutside(write)) && !write.at().isBefore(from) && !SystemWriters.includes(write.by());
    }

    private boolean isOutside(RbacWrite write) {
        return settings.admission()
                && !write.judged()
                && !write.verb().equals("delete") // the webhook does not insist on deletions
                && !SystemWriters.includes(write.by())
                && !(write.by().equals(settings.self()) && isPutBack(write.object()));
    }

    private boolean isPutBack(ObjectKey key) {
        return metadata(key)
                .filter(it -> it.annotations().containsKey(RESTORED))
                .isPresent();
    }

    /** Whether the object still shows it: most requests of controllers leave everything as it was. */
    private boolean wasChange(ObjectKey key, RbacWrite write) {
        if (!write.at().isBefore(recent.since())) {
            return false;
        }
        Optional<Metadata> metadata = metadata(key);
        if (write.verb().equals("delete")) {
            return metadata.isEmpty();
        }
        return metadata.filter(it -> isNear(it.created(), write)
                        || it.origin().managers().stream().anyMatch(manager -> isNear(manager.at(), write)))
                .isPresent();
    }

    private static boolean isNear(Instant at, RbacWrite write) {
        return at.isAfter(write.at().minus(SECOND)) && at.isBefore(write.at().plus(SECOND));
    }

    private Optional<Metadata> metadata(ObjectKey key) {
        RbacObject object = objects.get(key);
        return Optional.ofNullable(object).map(it -> switch (it) {
            case Role role -> role.metadata();
            case Binding binding -> binding.metadata();
        });
    }

    private static String what(RbacWrite write) {
        return switch (write.verb()) {
            case "create" -> "created";
            case "delete" -> "deleted";
            default -> "changed";
        };
    }

    private RbacChange change(String what, @Nullable RbacWrite write, Instant at, String diff) {
        String time = at.truncatedTo(ChronoUnit.SECONDS).toString();
        return write == null
                ? new RbacChange(time, what, null, List.of(), null, null, diff)
                : new RbacChange(
                        time,
                        what,
                        write.by(),
                        write.from().addresses(),
                        write.from().agent(),
                        admission(write),
                        diff);
    }

    private @Nullable String admission(RbacWrite write) {
        if (write.judged()) {
            return RbacChange.JUDGED;
        }
        return isOutside(write) ? RbacChange.OUTSIDE : null;
    }
}
