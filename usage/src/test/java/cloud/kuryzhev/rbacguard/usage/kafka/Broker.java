package cloud.kuryzhev.rbacguard.usage.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A topic, and a group that reads it, of a real broker of one node; all tests of this process share that. */
public final class Broker implements AutoCloseable {

    private static final class Shared {
        static final EmbeddedKafkaKraftBroker SERVER = start(Map.of());

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::destroy));
        }
    }

    private static final AtomicInteger TOPICS = new AtomicInteger();

    private final EmbeddedKafkaKraftBroker broker;
    private final String topic = "audit-" + TOPICS.incrementAndGet();
    private final KafkaProducer<byte[], byte[]> producer;

    /** A new topic. */
    public Broker(int partitions) {
        this(Shared.SERVER, partitions);
    }

    private Broker(EmbeddedKafkaKraftBroker broker, int partitions) {
        this.broker = broker;
        broker.addTopics(new NewTopic(topic, partitions, (short) 1));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", address(), "linger.ms", 5, "batch.size", 1 << 18),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** A broker with properties of its own, for as long as this process lives. */
    static Broker with(Map<String, String> properties) {
        return new Broker(start(properties), 1);
    }

    private static EmbeddedKafkaKraftBroker start(Map<String, String> more) {
        EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.brokerProperties(more);
        broker.brokerProperty("group.initial.rebalance.delay.ms", "0");
        broker.brokerProperty("group.min.session.timeout.ms", "500");
        broker.brokerProperty("offsets.topic.num.partitions", "1");
        broker.afterPropertiesSet();
        return broker;
    }

    /** Its name. */
    public String topic() {
        return topic;
    }

    /** {@code bootstrap.servers}. */
    public String address() {
        return broker.getBrokersAsString();
    }

    /** The same by another listener. */
    String address(String listener) {
        var node = requireNonNull(broker.getCluster())
                .brokers()
                .values()
                .iterator()
                .next();
        return "localhost:" + node.boundPort(new ListenerName(listener));
    }

    /** What a consumer of its group is configured with. */
    public Map<String, String> consumer() {
        return Map.of("bootstrap.servers", address(), "group.id", "guard-" + topic, "session.timeout.ms", "6000");
    }

    Future<?> send(int partition, String value) {
        return send(partition, value.getBytes(UTF_8));
    }

    /** Sends one record. */
    public Future<?> send(int partition, byte[] value) {
        return producer.send(new ProducerRecord<>(topic, partition, null, value));
    }

    /** In turns to every partition. */
    public void sendAll(List<String> values, int partitions) {
        List<Future<?>> sent = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            sent.add(send(i % partitions, values.get(i)));
        }
        for (Future<?> each : sent) {
            try {
                each.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException("the broker did not take it", e);
            }
        }
    }

    /** Forgets what is before {@code offset}. */
    void deleteBefore(int partition, long offset) throws InterruptedException, ExecutionException {
        try (var admin = org.apache.kafka.clients.admin.Admin.create(Map.of("bootstrap.servers", address()))) {
            admin.deleteRecords(Map.of(
                            new org.apache.kafka.common.TopicPartition(topic, partition),
                            org.apache.kafka.clients.admin.RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
