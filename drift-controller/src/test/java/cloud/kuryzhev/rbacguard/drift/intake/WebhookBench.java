package cloud.kuryzhev.rbacguard.drift.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import cloud.kuryzhev.rbacguard.usage.AuditIngest;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;

/**
 * Prints how many events a second are posted in batches of 400 over mutual TLS and durable when answered, and how many end up in the
 * store meanwhile; the senders run in this process too. Arguments: a directory with {@code audit.log}, one event a line, and how often.
 */
final class WebhookBench {

    private static final java.util.logging.Logger TOMCAT = java.util.logging.Logger.getLogger("org.apache");
    private static final int BATCH = 400;
    private static final int SENDERS = 4;

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Path directory;
    private final Path log;
    private final AtomicLong sent = new AtomicLong();

    private WebhookBench(Path directory) throws IOException {
        this.log = directory.resolve("audit.log");
        this.directory = Files.createTempDirectory(directory, "webhook");
    }

    public static void main(String[] args) throws IOException, GeneralSecurityException, InterruptedException {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        TOMCAT.setLevel(java.util.logging.Level.SEVERE);
        for (int round = 1; round <= Integer.parseInt(args[1]); round++) {
            System.out.printf(
                    "round %d: webhook to journal %s%n", round, new WebhookBench(Path.of(args[0])).run(false));
            System.out.printf("round %d: webhook to store %s%n", round, new WebhookBench(Path.of(args[0])).run(true));
        }
    }

    private String run(boolean read) throws IOException, GeneralSecurityException, InterruptedException {
        Authority authority = new Authority(directory.resolve("tls"));
        try (UsageStore store = UsageStore.sqlite(directory.resolve("usage.db"))) {
            Sources sources = new Sources(
                    KilledReceiver.properties(directory, directory.resolve("tls"), 0), store, Clock.systemUTC());
            NamedSource webhook = sources.all().getFirst();
            try (IntakeServers servers = sources.serve();
                    Poster poster = new Poster(authority.client(KilledReceiver.CLIENT), servers.port(0))) {
                AuditIngest ingest = read ? AuditIngest.start(webhook.source(), () -> {}) : null;
                long start = System.nanoTime();
                long cpu = SYSTEM.getProcessCpuTime();
                send(poster);
                String durable = rate(System.nanoTime() - start, cpu);
                if (ingest == null) {
                    webhook.source().close();
                    return durable;
                }
                while (ingest.progress().lines().values().stream()
                                .mapToLong(it -> it)
                                .sum()
                        < sent.get()) {
                    Thread.sleep(1);
                }
                String stored = rate(System.nanoTime() - start, cpu);
                ingest.close();
                return stored + ", answered " + durable;
            }
        }
    }

    /** By the clock, and what it took of one core, senders included. */
    private String rate(long nanos, long cpu) {
        return "%,d/s (%.1f µs of a core each)"
                .formatted(
                        sent.get() * 1_000_000_000 / nanos, (SYSTEM.getProcessCpuTime() - cpu) / 1_000.0 / sent.get());
    }

    private void send(Poster poster) throws IOException, InterruptedException {
        try (BufferedReader lines = Files.newBufferedReader(log)) {
            List<Thread> senders = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                senders.add(Thread.startVirtualThread(() -> send(lines, poster)));
            }
            for (Thread sender : senders) {
                sender.join();
            }
        }
    }

    private void send(BufferedReader lines, Poster poster) {
        try {
            for (List<String> batch = next(lines); !batch.isEmpty(); batch = next(lines)) {
                poster.post(("{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"metadata\":{},\"items\":["
                                + String.join(",", batch) + "]}")
                        .getBytes(UTF_8));
                sent.addAndGet(batch.size());
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> next(BufferedReader lines) throws IOException {
        synchronized (lines) {
            List<String> batch = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = batch.size() < BATCH ? lines.readLine() : null) {
                batch.add(line);
            }
            return batch;
        }
    }
}
