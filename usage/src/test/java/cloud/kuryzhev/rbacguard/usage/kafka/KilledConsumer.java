package cloud.kuryzhev.rbacguard.usage.kafka;

import cloud.kuryzhev.rbacguard.usage.AuditIngest;
import cloud.kuryzhev.rbacguard.usage.envelope.AuditRecords;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program to be killed: a consumer, which prints a line after each commit. Arguments: the broker, the store, and the group; if that is empty,
 * one of its own, so that nobody waits for those before to be given up.
 */
final class KilledConsumer {

    static final String SOURCE = "kafka";

    private KilledConsumer() {}

    /** In small batches, so that there is much to be killed in. */
    static KafkaSource source(String address, String group, UsageStore store) {
        Map<String, String> properties = Map.of(
                "bootstrap.servers", address,
                "group.id", group,
                "max.poll.records", "50",
                "fetch.min.bytes", "1",
                "session.timeout.ms", "600",
                "heartbeat.interval.ms", "200");
        AuditRecords records = new AuditRecords(SOURCE, Optional.empty(), Clock.systemUTC());
        return new KafkaSource(SOURCE, List.of(Broker.TOPIC), properties, records, store, Clock.systemUTC());
    }

    public static void main(String[] args) throws IOException {
        if (System.in.read() < 0) {
            return;
        }
        String group = args[2].isEmpty() ? "guard-" + ProcessHandle.current().pid() : args[2];
        try (UsageStore store = UsageStore.open(args[1]);
                AuditIngest _ =
                        AuditIngest.start(source(args[0], group, store), () -> System.out.println("committed"))) {
            while (System.in.read() >= 0) {}
        }
    }
}
