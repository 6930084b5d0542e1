package cloud.kuryzhev.rbacguard.usage;

import static java.nio.charset.StandardCharsets.UTF_8;

import cloud.kuryzhev.rbacguard.usage.envelope.AuditRecords;
import cloud.kuryzhev.rbacguard.usage.file.AuditLogTail;
import cloud.kuryzhev.rbacguard.usage.intake.Answer;
import cloud.kuryzhev.rbacguard.usage.intake.ApiServer;
import cloud.kuryzhev.rbacguard.usage.intake.Intake;
import cloud.kuryzhev.rbacguard.usage.journal.Journal;
import cloud.kuryzhev.rbacguard.usage.journal.JournalSource;
import cloud.kuryzhev.rbacguard.usage.kafka.KafkaSource;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A program on a small disk: fills it but for a little, takes events until somebody complains, prints the complaint, makes room, and prints what is in
 * the store in the end. Arguments: the disk, the kind of source, the log; for Kafka also the broker and the topic.
 */
final class SmallDisk implements AutoCloseable {

    private static final int LEFT_OVER = 1 << 17;
    private static final int BATCH_LINES = 400;

    private final Path disk;
    private final Path filler;
    private final List<String> lines;
    private final UsageStore store;

    private SmallDisk(Path disk, Path log) throws IOException {
        this.disk = disk;
        this.filler = disk.resolve("filler");
        this.lines = Files.readAllLines(log);
        this.store = UsageStore.open(disk.resolve("usage.db").toString());
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path log = Path.of(args[2]);
        try (SmallDisk it = new SmallDisk(Path.of(args[0]), log)) {
            switch (args[1]) {
                case "file" ->
                    it.ingest(new AuditLogTail(log, it.store, AuditLogTail.Options.DEFAULT, Clock.systemUTC()));
                case "kafka" -> it.ingest(it.kafka(args[3], args[4]));
                default -> it.receive();
            }
            System.out.print(StoredUsage.of(it.store));
        }
    }

    private KafkaSource kafka(String address, String topic) {
        Map<String, String> properties = Map.of("bootstrap.servers", address, "group.id", "small-disk");
        AuditRecords records = new AuditRecords("kafka", Optional.empty(), Clock.systemUTC());
        return new KafkaSource("kafka", List.of(topic), properties, records, store, Clock.systemUTC());
    }

    private void ingest(AuditSource source) throws IOException {
        fill();
        try (AuditIngest ingest = AuditIngest.start(source, () -> {})) {
            await(() -> ingest.progress().error().isPresent());
            System.out.println(ingest.progress().error().orElseThrow());
            Files.delete(filler);
            await(() -> all(ingest));
        }
    }

    /** As an API server sends it: what is not taken comes again. */
    private void receive() throws IOException, InterruptedException {
        JournalSource source = JournalSource.open(
                "webhook",
                disk.resolve("journal"),
                Journal.Options.DEFAULT,
                Duration.ofMinutes(1),
                store,
                Clock.systemUTC());
        AuditRecords records = new AuditRecords("webhook", Optional.empty(), Clock.systemUTC());
        Intake intake =
                new Intake(new ApiServer(), records, source.journal(), Intake.Options.DEFAULT, Clock.systemUTC());
        fill();
        for (int from = 0; from < lines.size(); from += BATCH_LINES) {
            byte[] batch = batch(lines.subList(from, Math.min(lines.size(), from + BATCH_LINES)));
            Answer answer = take(intake, batch);
            if (answer instanceof Answer.Unavailable) {
                System.out.println("refused for now");
                Files.delete(filler);
                answer = take(intake, batch);
            }
            if (!(answer instanceof Answer.Stored)) {
                throw new IllegalStateException("unexpected: " + answer);
            }
        }
        try (AuditIngest ingest = AuditIngest.start(source, () -> {})) {
            await(() -> all(ingest));
        }
    }

    private static Answer take(Intake intake, byte[] batch) throws InterruptedException {
        return intake.take(new ByteArrayInputStream(batch)).answer();
    }

    private static byte[] batch(List<String> lines) {
        return ("{\"kind\":\"EventList\",\"items\":[" + String.join(",", lines) + "]}").getBytes(UTF_8);
    }

    private void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(new byte[1 << 12]);
            }
        } catch (IOException _) {
            try (FileChannel file = FileChannel.open(filler, StandardOpenOption.WRITE)) {
                file.truncate(file.size() - LEFT_OVER);
            }
        }
    }

    private boolean all(AuditIngest ingest) {
        return ingest.progress().lines().values().stream()
                        .mapToLong(Long::longValue)
                        .sum()
                >= lines.size();
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) { // whoever started this sees to it that it ends
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
