package cloud.kuryzhev.rbacguard.usage.kafka;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kuryzhev.rbacguard.usage.envelope.AuditRecords;
import cloud.kuryzhev.rbacguard.usage.store.SourceMovedException;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaSourceTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-01T00:00:00Z"), ZoneOffset.UTC);
    private static final String SOURCE = "kafka";
    private static final int PARTITIONS = 2;

    @TempDir
    private Path directory;

    private Broker broker;
    private UsageStore store;

    @BeforeEach
    void start() {
        broker = new Broker(PARTITIONS);
        store = UsageStore.sqlite(directory.resolve("usage.db"));
    }

    @AfterEach
    void end() {
        store.close();
        broker.close();
    }

    private KafkaSource source() {
        AuditRecords records = new AuditRecords(SOURCE, Optional.empty(), CLOCK);
        return new KafkaSource(SOURCE, List.of(broker.topic()), broker.consumer(), records, store, CLOCK);
    }

    private long stored() {
        return store.lines(SOURCE).values().stream().mapToLong(Long::longValue).sum();
    }

    private void pollUntil(KafkaSource source, long lines) throws IOException {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
        while (stored() < lines) {
            assertThat(Instant.now()).as("%s of %s", store.lines(SOURCE), lines).isBefore(deadline);
            source.poll();
        }
    }

    private static String line(int number) {
        return event().at(Instant.parse("2026-11-22T05:40:00Z")
                        .plusSeconds(number)
                        .toString())
                .line();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return packed.toByteArray();
    }

    @Test
    void everyFormIsReadAndAPoisonedRecordCostsItselfOnly()
            throws IOException, ExecutionException, InterruptedException {
        String eventHub =
                "{\"records\":[{\"category\":\"kube-audit\",\"resourceId\":\"/S/1\",\"properties\":{\"log\":\"%s\"}},{\"category\":\"kube-apiserver\",\"resourceId\":\"/S/1\",\"properties\":{\"log\":\"I1122\"}}]}"
                        .formatted(line(3).replace("\"", "\\\""));
        broker.send(0, line(1)).get();
        broker.send(0, "{\"kind\":\"EventList\",\"items\":[" + line(2) + "," + line(2) + "]}")
                .get();
        broker.send(0, "poison").get();
        broker.send(0, new byte[] {(byte) 0xff}).get();
        broker.send(0, eventHub).get();
        broker.send(0, eventHub.replace("/S/1", "/S/2")).get();
        broker.send(1, gzip(line(4) + "\n" + line(5))).get();
        try (KafkaSource source = source()) {
            pollUntil(source, 11);
            assertThat(source.progress().lines())
                    .isEqualTo(store.lines(SOURCE))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "used", 6L,
                            "malformed:not_json", 2L,
                            "skipped:other_log", 2L,
                            "skipped:other_cluster", 1L));
        }
    }

    @Test
    void theNextConsumerGoesOnWhereTheStoreIsWhateverKafkaBelieves() throws IOException {
        broker.sendAll(List.of(line(1), line(2), line(3)), PARTITIONS);
        try (KafkaSource first = source()) {
            pollUntil(first, 3);
        }
        Map<String, Object> rival = new HashMap<>(broker.consumer());
        try (var consumer = new KafkaConsumer<>(rival, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            assertThat(consumer.committed(
                                    java.util.Set.of(new org.apache.kafka.common.TopicPartition(broker.topic(), 0)))
                            .values())
                    .containsOnlyNulls();
        }
        broker.sendAll(List.of(line(4)), PARTITIONS);
        try (KafkaSource second = source()) {
            pollUntil(second, 4);
            assertThat(second.poll()).isFalse();
            assertThat(store.lines(SOURCE)).isEqualTo(Map.of("used", 4L));
            assertThat(second.progress().lines()).isEqualTo(Map.of("used", 4L));
        }
    }

    @Test
    void whoWasFencedOffCannotCommit() throws IOException {
        broker.sendAll(List.of(line(1)), 1);
        AuditRecords records = new AuditRecords(SOURCE, Optional.empty(), CLOCK);
        Map<String, String> zombie = new HashMap<>(broker.consumer());
        zombie.put("group.id", "believes that the partitions are still its own");
        try (KafkaSource old = new KafkaSource(SOURCE, List.of(broker.topic()), zombie, records, store, CLOCK);
                UsageStore itsStore = UsageStore.sqlite(directory.resolve("usage.db"));
                KafkaSource owner =
                        new KafkaSource(SOURCE, List.of(broker.topic()), broker.consumer(), records, itsStore, CLOCK)) {
            pollUntil(old, 1);
            broker.sendAll(List.of(line(2), line(3)), 1);
            pollUntil(owner, 3);
            assertThatThrownBy(old::poll).isInstanceOf(SourceMovedException.class);
            broker.sendAll(List.of(line(4)), 1);
            pollUntil(old, 4);
        }
        assertThat(store.lines(SOURCE)).isEqualTo(Map.of("used", 4L));
    }

    @Test
    void recordsThatKafkaForgotUnreadAreAGap() throws IOException, ExecutionException, InterruptedException {
        broker.sendAll(List.of(line(1)), 1);
        try (KafkaSource first = source()) {
            pollUntil(first, 1);
        }
        broker.sendAll(List.of(line(2), line(3), line(4)), 1);
        broker.deleteBefore(0, 3);
        try (KafkaSource second = source()) {
            pollUntil(second, 2);
        }
        assertThat(store.snapshot().coverage().from()).isEqualTo(Instant.parse("2026-11-22T05:40:04Z"));
        assertThat(store.lines(SOURCE)).isEqualTo(Map.of("used", 2L));
    }
}
