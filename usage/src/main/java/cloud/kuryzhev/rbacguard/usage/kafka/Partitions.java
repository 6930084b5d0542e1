package cloud.kuryzhev.rbacguard.usage.kafka;

import cloud.kuryzhev.rbacguard.usage.store.GapCause;
import cloud.kuryzhev.rbacguard.usage.store.InFlight;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The partitions one consumer has, each read from where the store is. */
final class Partitions implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);

    private final String source;
    private final Consumer<?, ?> consumer;
    private final UsageStore store;
    private final InFlight inFlight;
    private final Set<TopicPartition> unsettled = new HashSet<>();
    private Optional<GapCause> gap = Optional.empty();
    private boolean changed;

    Partitions(String source, Consumer<?, ?> consumer, UsageStore store, InFlight inFlight) {
        this.source = source;
        this.consumer = consumer;
        this.store = store;
        this.inFlight = inFlight;
    }

    /** What a partition is called in the store. */
    static String name(String source, TopicPartition partition) {
        return source + " " + partition.topic() + "/" + partition.partition();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        LOG.info("{}: reads {}", source, assigned);
        changed = true;
        unsettled.addAll(assigned);
        settle();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        LOG.info("{}: leaves {}", source, revoked);
        changed = true;
        inFlight.await(); // else whoever gets them would read again what is about to be committed, and be refused
        unsettled.removeAll(Set.copyOf(revoked));
    }

    /** Whether partitions came or went since this was asked last. */
    boolean takeChange() {
        boolean taken = changed;
        changed = false;
        return taken;
    }

    /** After a failure nobody knows what was committed but the store. */
    void unsettle() {
        unsettled.addAll(consumer.assignment());
    }

    /** Goes to where the store is. */
    void settle() {
        if (unsettled.isEmpty()) {
            return;
        }
        inFlight.await();
        Map<TopicPartition, Long> first = consumer.beginningOffsets(unsettled);
        Map<TopicPartition, Long> end = consumer.endOffsets(unsettled);
        for (TopicPartition partition : Set.copyOf(unsettled)) {
            consumer.seek(
                    partition, position(partition, first.getOrDefault(partition, 0L), end.getOrDefault(partition, 0L)));
            unsettled.remove(partition);
        }
    }

    private long position(TopicPartition partition, long first, long end) {
        OptionalLong stored = store.checkpoint(name(source, partition))
                .map(checkpoint -> OptionalLong.of(Long.parseLong(checkpoint.position())))
                .orElse(OptionalLong.empty());
        long position = stored.orElse(first);
        if (position < first || position > end) {
            LOG.warn(
                    "{}: was read to {} of {}, which has {} to {} now: records are missing, coverage starts anew",
                    source,
                    position,
                    partition,
                    first,
                    end);
            gap = Optional.of(GapCause.KAFKA_DELETED);
            return first;
        }
        return position;
    }

    /** Why records are missing before the next ones. */
    Optional<GapCause> gap() {
        return gap;
    }

    /** It is part of a batch. If that is not committed, it is found again where the store is then. */
    void passGap() {
        gap = Optional.empty();
    }

    long recordsBehind() {
        return consumer.assignment().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
    }
}
