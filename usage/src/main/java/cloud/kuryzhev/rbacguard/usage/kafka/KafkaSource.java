package cloud.kuryzhev.rbacguard.usage.kafka;

import cloud.kuryzhev.rbacguard.usage.AuditProgress;
import cloud.kuryzhev.rbacguard.usage.AuditSource;
import cloud.kuryzhev.rbacguard.usage.envelope.AuditRecords;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine;
import cloud.kuryzhev.rbacguard.usage.store.AlikeLines;
import cloud.kuryzhev.rbacguard.usage.store.Batch;
import cloud.kuryzhev.rbacguard.usage.store.Checkpoint;
import cloud.kuryzhev.rbacguard.usage.store.GapCause;
import cloud.kuryzhev.rbacguard.usage.store.InFlight;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One consumer of a group. The offsets are in the store, committed with what was read, and Kafka's own are not used: a partition is read
 * on from where the store is, whoever had it before. An owner that was fenced off cannot commit, since the store's position has moved.
 *
 * <p>A record's value is anything {@link AuditRecords} reads. The partitions count as one source, heard as far as the newest event of any.
 */
public final class KafkaSource implements AuditSource {

    private static final Duration WAIT = Duration.ofMillis(500);
    private static final Duration WAIT_FOR_MORE = Duration.ofMillis(50);
    private static final int POLLS = 5;

    /** So many bytes behind, it is worth to read on while a batch is committed. */
    private static final long FAR_BEHIND = 1 << 20;

    /** What one record may become unpacked, in bytes. */
    private static final long MAX_INFLATED = 1 << 26;

    private final String source;
    private final List<String> topics;
    private final Map<String, String> properties;
    private final AuditRecords records;
    private final UsageStore store;
    private final AlikeLines alike;
    private final InFlight inFlight = new InFlight();
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private @Nullable Partitions partitions;
    private volatile AuditProgress progress = AuditProgress.NONE;

    /**
     * @param source its name in the store; the same for every consumer of the group
     * @param properties Kafka's own ("Consumer Configs", Kafka documentation); {@code group.id} is the group
     */
    public KafkaSource(
            String source,
            List<String> topics,
            Map<String, String> properties,
            AuditRecords records,
            UsageStore store,
            Clock clock) {
        this.source = source;
        this.topics = List.copyOf(topics);
        this.properties = Map.copyOf(properties);
        this.records = records;
        this.store = store;
        this.alike = new AlikeLines(clock);
    }

    @Override
    public boolean poll() throws IOException {
        boolean done = false;
        try {
            boolean read = pollOnce();
            done = true;
            return read;
        } catch (KafkaException e) {
            throw new IOException("cannot read from Kafka, topics " + topics + ": " + e.getMessage(), e);
        } finally {
            if (!done && partitions != null) {
                partitions.unsettle();
            }
        }
    }

    private boolean pollOnce() {
        KafkaConsumer<byte[], byte[]> from = consumer();
        Partitions held = held(from);
        held.settle();
        Pending pending = gather(from, held);
        inFlight.settle();
        if (pending.next.isEmpty() && pending.batch.gap().isEmpty()) {
            return false;
        }
        held.passGap();
        long behind = held.recordsBehind() * pending.bytes / Math.max(1, pending.records);
        inFlight.begin(
                () -> store.commit(checkpoints(pending.next), pending.batch),
                () -> progress = progress.plus(pending.batch, behind));
        if (behind < FAR_BEHIND) {
            inFlight.settle();
        }
        return true;
    }

    /** Some polls together, which costs the store less; if partitions came or went meanwhile, only what is known to be ours. */
    private Pending gather(KafkaConsumer<byte[], byte[]> from, Partitions held) {
        ConsumerRecords<byte[], byte[]> polled = from.poll(WAIT);
        held.takeChange();
        Pending pending = new Pending(held.gap());
        for (int polls = 1; !polled.isEmpty(); polls++) {
            pending.add(polled);
            if (polls == POLLS) {
                break;
            }
            polled = from.poll(WAIT_FOR_MORE);
            if (held.takeChange()) {
                held.unsettle();
                return new Pending(Optional.empty());
            }
        }
        return pending;
    }

    private final class Pending {

        private final Batch batch;
        private final Map<TopicPartition, Long> next = new HashMap<>();
        private long records;
        private long bytes;

        Pending(Optional<GapCause> gap) {
            batch = new Batch(gap);
        }

        void add(ConsumerRecords<byte[], byte[]> polled) {
            for (ConsumerRecord<byte[], byte[]> one : polled) {
                add(one.value());
            }
            for (TopicPartition partition : polled.partitions()) {
                next.put(partition, polled.records(partition).getLast().offset() + 1);
            }
        }

        private void add(byte @Nullable [] value) {
            records++;
            if (value == null) {
                batch.add(new AuditLine.Blank());
            } else {
                bytes += value.length;
                if (!alike.add(ByteBuffer.wrap(value), batch)) {
                    KafkaSource.this.records.read(value, MAX_INFLATED, batch::add);
                }
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        KafkaConsumer<byte[], byte[]> current = consumer;
        if (current == null) {
            progress = progress.begun(store.lines(source));
            current = ConsumerProperties.of(properties).connect();
            consumer = current;
        }
        return current;
    }

    private Partitions held(KafkaConsumer<byte[], byte[]> of) {
        Partitions current = partitions;
        if (current == null) {
            current = new Partitions(source, of, store, inFlight);
            of.subscribe(topics, current);
            partitions = current;
        }
        return current;
    }

    /** First the source itself, which has lines and coverage but no position of its own. */
    private List<Checkpoint> checkpoints(Map<TopicPartition, Long> next) {
        List<Checkpoint> all = new ArrayList<>();
        all.add(new Checkpoint(source, ""));
        next.forEach((partition, offset) ->
                all.add(new Checkpoint(Partitions.name(source, partition), Long.toString(offset))));
        return all;
    }

    @Override
    public AuditProgress progress() {
        return progress;
    }

    @Override
    public void close() {
        KafkaConsumer<byte[], byte[]> open = consumer;
        consumer = null;
        partitions = null;
        inFlight.await();
        if (open != null) {
            open.close();
        }
    }
}
