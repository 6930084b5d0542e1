package cloud.kuryzhev.rbacguard.usage.kafka;

import cloud.kuryzhev.rbacguard.usage.AuditIngest;
import cloud.kuryzhev.rbacguard.usage.envelope.AuditRecords;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program to be killed: a consumer for each of several stores, which prints a line after each commit. Arguments: the broker, the topic, the group (each
 * store's has a number more; if it is empty, one of this process alone, so that nobody waits for those before to be given up), the stores.
 */
final class KilledConsumer {

    static final String SOURCE = "kafka";

    private KilledConsumer() {}

    /** In small batches, so that there is much to be killed in. */
    static KafkaSource source(String address, String topic, String group, UsageStore store) {
        Map<String, String> properties = Map.of(
                "bootstrap.servers", address,
                "group.id", group,
                "max.poll.records", "50",
                "fetch.min.bytes", "1",
                "session.timeout.ms", "600",
                "heartbeat.interval.ms", "200");
        AuditRecords records = new AuditRecords(SOURCE, Optional.empty(), Clock.systemUTC());
        return new KafkaSource(SOURCE, List.of(topic), properties, records, store, Clock.systemUTC());
    }

    public static void main(String[] args) throws IOException {
        if (System.in.read() < 0) {
            return;
        }
        String group = args[2].isEmpty() ? "pid-" + ProcessHandle.current().pid() : args[2];
        List<AuditIngest> all = new ArrayList<>();
        for (int i = 3; i < args.length; i++) {
            KafkaSource source = source(args[0], args[1], group + "-" + i, UsageStore.open(args[i]));
            all.add(AuditIngest.start(source, () -> System.out.println("committed")));
        }
        while (System.in.read() >= 0) {}
        for (AuditIngest one : all) {
            one.close();
        }
    }
}
