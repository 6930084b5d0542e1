package cloud.kuryzhev.rbacguard.usage.intake;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.usage.envelope.AuditRecords;
import cloud.kuryzhev.rbacguard.usage.journal.Journal;
import cloud.kuryzhev.rbacguard.usage.journal.JournalSource;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTest {

    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Intake.Options SMALL = new Intake.Options(200_000, 2, Duration.ofMillis(50));
    private static final String SOURCE = "webhook";

    @TempDir
    private Path directory;

    private UsageStore store;
    private Journal journal;
    private JournalSource source;

    @BeforeEach
    void open() throws IOException {
        store = UsageStore.sqlite(directory.resolve("usage.db"));
        Journal.Options options = new Journal.Options(1 << 20, 100, 50_000);
        source = JournalSource.open(SOURCE, directory.resolve("journal"), options, Duration.ofMinutes(1), store, CLOCK);
        journal = source.journal();
    }

    @AfterEach
    void close() throws IOException {
        source.close();
        store.close();
    }

    private Answer take(Sender sender, byte[] body) throws InterruptedException {
        return take(sender, new ByteArrayInputStream(body), CLOCK);
    }

    private Answer take(Sender sender, InputStream body, Clock clock) throws InterruptedException {
        AuditRecords records = new AuditRecords("test", Optional.empty(), CLOCK);
        return new Intake(sender, records, journal, SMALL, clock).take(body).answer();
    }

    private Answer post(String body) throws InterruptedException {
        return take(new ApiServer(), body.getBytes(UTF_8));
    }

    /** What is in the store in the end. */
    private Map<String, Long> lines() throws IOException {
        int rests = 0;
        while (rests < 2) { // after a small commit it rests once
            rests = source.poll() ? 0 : rests + 1;
        }
        return store.lines(SOURCE);
    }

    private static String list(String... items) {
        return "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"metadata\":{},\"items\":["
                + String.join(",", items) + "]}";
    }

    private static String item(int number) {
        return event().put("auditID", "id-" + number)
                .without("kind")
                .without("apiVersion")
                .line();
    }

    private static String items(int count) {
        return list(IntStream.range(0, count).mapToObj(IntakeTest::item).toArray(String[]::new));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void anEventListIsStoredAndCounted() throws IOException, InterruptedException {
        assertThat(post(items(3))).isEqualTo(new Answer.Stored());
        assertThat(take(new ApiServer(), gzip(list(item(7)).getBytes(UTF_8)))).isEqualTo(new Answer.Stored());
        assertThat(lines()).isEqualTo(Map.of("used", 4L));
    }

    @Test
    void theSameBatchAgainIsAcknowledgedAndCountsOnce() throws IOException, InterruptedException {
        assertThat(post(items(3))).isEqualTo(new Answer.Stored());
        assertThat(post(items(3))).isEqualTo(new Answer.Known());
        assertThat(lines()).isEqualTo(Map.of("used", 3L));
        assertThat(post(items(3))).isEqualTo(new Answer.Known());
        assertThat(lines()).isEqualTo(Map.of("used", 3L));
    }

    @Test
    void auditIdsThatComeAgainInAnotherBatchHideNothing() throws IOException, InterruptedException {
        post(list(item(1)));
        post(list(item(1), item(1)));
        assertThat(lines()).isEqualTo(Map.of("used", 3L));
    }

    @Test
    void aPoisonedItemCostsItselfOnly() throws IOException, InterruptedException {
        assertThat(post(list(item(1), "{\"stage\":\"ResponseComplete\"}", "17", item(2))))
                .isEqualTo(new Answer.Stored());
        assertThat(lines()).isEqualTo(Map.of("used", 2L, "malformed:missing_field", 1L, "malformed:not_an_event", 1L));
    }

    @Test
    void whatIsNoListOfEventsIsNotKept() throws IOException, InterruptedException {
        assertThat(post("{}")).isEqualTo(new Answer.Unreadable());
        assertThat(post("hello")).isEqualTo(new Answer.Unreadable());
        assertThat(post(list(event().put("verb", "\u0000").line()))).isEqualTo(new Answer.Unreadable());
        assertThat(post(items(3).substring(0, 1000))).isEqualTo(new Answer.Unreadable());
        byte[] notUtf8 = list(item(1).replace("alice", "al?ce")).getBytes(UTF_8);
        notUtf8[new String(notUtf8, UTF_8).indexOf('?')] = (byte) 0xff;
        assertThat(take(new ApiServer(), notUtf8)).isEqualTo(new Answer.Unreadable());
        byte[] packed = gzip(items(3).getBytes(UTF_8));
        assertThat(take(new ApiServer(), Arrays.copyOf(packed, packed.length - 20)))
                .isEqualTo(new Answer.Unreadable());
        assertThat(lines()).isEmpty();
    }

    @Test
    void anEmptyListIsAcknowledged() throws IOException, InterruptedException {
        assertThat(post(list())).isEqualTo(new Answer.Known());
        assertThat(lines()).isEmpty();
    }

    @Test
    void whatIsTooLongIsNotKeptPackedOrUnpacked() throws IOException, InterruptedException {
        assertThat(post(items(2000))).isEqualTo(new Answer.TooLarge());
        byte[] bomb = gzip(new byte[10_000_000]);
        assertThat(bomb).hasSizeLessThan(20_000);
        assertThat(take(new ApiServer(), bomb)).isEqualTo(new Answer.TooLarge());
        assertThat(take(new ApiServer(), gzip(bomb))).isEqualTo(new Answer.TooLarge());
        assertThat(take(new Firehose(), gzip(" ".repeat(10_000_000).getBytes(UTF_8))))
                .isEqualTo(new Answer.TooLarge());
        assertThat(lines()).isEmpty();
    }

    @Test
    void whatComesTooSlowlyIsNotKept() throws IOException, InterruptedException {
        Clock late = new Clock() {
            private int asked;

            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return NOW.plusSeconds(asked++);
            }
        };
        assertThat(take(new ApiServer(), new ByteArrayInputStream(items(3).getBytes(UTF_8)), late))
                .isEqualTo(new Answer.TooSlow());
        assertThat(lines()).isEmpty();
    }

    @Test
    void withTooMuchUnreadItIsBusyUntilTheStoreCatchesUpButKnowsWhatItHas() throws IOException, InterruptedException {
        int sent = 0;
        Answer answer = post(items(100));
        while (answer.equals(new Answer.Stored())) {
            sent++;
            answer = post(items(100 + sent));
        }
        assertThat(answer).isEqualTo(new Answer.Busy());
        assertThat(post(items(100))).isEqualTo(new Answer.Known());
        lines();
        assertThat(post(items(100 + sent))).isEqualTo(new Answer.Stored());
    }

    @Test
    void firehoseRecordsAreCloudWatchPayloads() throws IOException, InterruptedException {
        String payload = "{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"1\",\"logGroup\":\"/aws/eks/c/cluster\","
                + "\"logStream\":\"kube-apiserver-audit-1\",\"logEvents\":[{\"id\":\"1\",\"timestamp\":1,\"message\":"
                + "\"" + event().line().replace("\"", "\\\"") + "\"}]}";
        String body =
                "{\"requestId\":\"r-1\",\"timestamp\":1,\"records\":[{\"data\":\"%s\"},{\"data\":\"?\"},{\"data\":\"%s\"}]}"
                        .formatted(base64(gzip(payload.getBytes(UTF_8))), base64("junk".getBytes(UTF_8)));
        assertThat(take(new Firehose(), body.getBytes(UTF_8))).isEqualTo(new Answer.Stored());
        String again = body.replace("\"timestamp\":1,\"records", "\"timestamp\":2,\"records");
        assertThat(take(new Firehose(), again.getBytes(UTF_8))).isEqualTo(new Answer.Known());
        assertThat(take(new Firehose(), body.replace("r-1", "").getBytes(UTF_8)))
                .isEqualTo(new Answer.Unreadable());
        assertThat(take(new Firehose(), body.substring(0, 60).getBytes(UTF_8))).isEqualTo(new Answer.Unreadable());
        assertThat(lines()).isEqualTo(Map.of("used", 1L, "malformed:not_decodable", 1L, "malformed:not_json", 1L));
    }

    @Test
    void aPubSubMessageIsKnownByItsIdInItsSubscription() throws IOException, InterruptedException {
        String body =
                "{\"message\":{\"attributes\":{\"data\":\"no\"},\"data\":\"%s\",\"messageId\":\"1\",\"message_id\":\"1\"},\"subscription\":\"projects/p/subscriptions/s\"}"
                        .formatted(base64(event().line().getBytes(UTF_8)));
        assertThat(take(new PubSub(), body.getBytes(UTF_8))).isEqualTo(new Answer.Stored());
        assertThat(take(new PubSub(), body.getBytes(UTF_8))).isEqualTo(new Answer.Known());
        assertThat(take(
                        new PubSub(),
                        body.replace("messageId\":\"1", "messageId\":\"2").getBytes(UTF_8)))
                .isEqualTo(new Answer.Stored());
        assertThat(lines()).isEqualTo(Map.of("used", 2L));
    }

    @Test
    void aBatchOfTheUsualSizeFits() throws IOException, InterruptedException {
        String body = IntStream.range(0, 200)
                .mapToObj(IntakeTest::item)
                .collect(Collectors.joining(",", "{\"items\":[", "]}"));
        assertThat(post(body)).isEqualTo(new Answer.Stored());
        assertThat(lines()).isEqualTo(Map.of("used", 200L));
    }
}
