package cloud.kuryzhev.rbacguard.drift.intake;

import cloud.kuryzhev.rbacguard.drift.intake.IntakeProperties.Kafka;
import cloud.kuryzhev.rbacguard.drift.intake.IntakeProperties.Push;
import cloud.kuryzhev.rbacguard.drift.intake.IntakeProperties.Webhook;
import cloud.kuryzhev.rbacguard.usage.envelope.AuditRecords;
import cloud.kuryzhev.rbacguard.usage.intake.ApiServer;
import cloud.kuryzhev.rbacguard.usage.intake.Firehose;
import cloud.kuryzhev.rbacguard.usage.intake.PubSub;
import cloud.kuryzhev.rbacguard.usage.intake.Sender;
import cloud.kuryzhev.rbacguard.usage.kafka.KafkaSource;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sources that are configured besides the log file, and the servers that feed them. */
public final class Sources {

    private static final String FIREHOSE_KEY = "X-Amz-Firehose-Access-Key";

    private final Clock clock;
    private final List<NamedSource> sources = new ArrayList<>();
    private final List<IntakeServers.Listener> listeners = new ArrayList<>();

    /** Opens what {@code properties} has; nothing is read or served yet. */
    public Sources(IntakeProperties properties, UsageStore store, Clock clock) {
        this.clock = clock;
        Webhook webhook = properties.webhook();
        if (webhook != null) {
            add(webhook, open("webhook", new ApiServer(), properties, store));
        }
        Push push = properties.push();
        if (push != null) {
            add(
                    push,
                    open("firehose", new Firehose(), properties, store),
                    open("pubsub", new PubSub(), properties, store));
        }
        Kafka kafka = properties.kafka();
        if (kafka != null) {
            add(kafka, properties, store);
        }
    }

    private void add(Kafka kafka, IntakeProperties properties, UsageStore store) {
        AuditRecords records = new AuditRecords("kafka", properties.onlyCluster(), clock);
        sources.add(new NamedSource(
                "kafka", new KafkaSource("kafka", kafka.topics(), kafka.properties(), records, store, clock)));
    }

    private Pushed open(String name, Sender sender, IntakeProperties properties, UsageStore store) {
        Pushed pushed = Pushed.open(name, sender, properties, store, clock);
        sources.add(pushed.named());
        return pushed;
    }

    private void add(Webhook webhook, Pushed apiServers) {
        var audit = new IntakeServlet(Admission.ofClients(webhook.clients()), apiServers.intake(), Epilogues.none());
        listeners.add(new IntakeServers.Listener(
                webhook.port(),
                new ServerTls(webhook.tls(), Optional.of(webhook.clientCa())),
                Map.of("/audit", audit)));
    }

    private void add(Push push, Pushed firehose, Pushed pubSub) {
        var fromFirehose = new IntakeServlet(
                Admission.ofHeader(FIREHOSE_KEY, push.firehoseKey()), firehose.intake(), Epilogues.firehose(clock));
        var fromPubSub = new IntakeServlet(Admission.ofToken(push.pubsubToken()), pubSub.intake(), Epilogues.none());
        listeners.add(new IntakeServers.Listener(
                push.port(),
                new ServerTls(push.tls(), Optional.empty()),
                Map.of("/firehose", fromFirehose, "/pubsub", fromPubSub)));
    }

    /** All of them. */
    public List<NamedSource> all() {
        return List.copyOf(sources);
    }

    /** Begins to take what is pushed. */
    public IntakeServers serve() {
        return IntakeServers.start(listeners);
    }
}
