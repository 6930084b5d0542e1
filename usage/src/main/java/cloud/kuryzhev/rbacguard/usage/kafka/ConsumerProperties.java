package cloud.kuryzhev.rbacguard.usage.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a consumer is configured with: our defaults, what the operator set, and what must not be otherwise. */
record ConsumerProperties(Map<String, Object> all) {

    private static final Map<String, Object> DEFAULTS = Map.of(
            // Large batches make few commits, within 100 MB of memory.
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            20_000,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            1 << 23,
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            1 << 25,
            ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
            1 << 20,
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            250,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed");

    private static final Map<String, Object> FIXED = Map.of(
            // Positions are the store's, and one that Kafka no longer has is a gap to be told of.
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);

    static ConsumerProperties of(Map<String, String> set) {
        Map<String, Object> all = new HashMap<>(DEFAULTS);
        all.putAll(set);
        all.putAll(FIXED);
        return new ConsumerProperties(all);
    }

    KafkaConsumer<byte[], byte[]> connect() {
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
