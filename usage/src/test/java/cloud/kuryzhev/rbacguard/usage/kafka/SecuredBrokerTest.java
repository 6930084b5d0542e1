package cloud.kuryzhev.rbacguard.usage.kafka;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import cloud.kuryzhev.rbacguard.usage.envelope.AuditRecords;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that demands TLS and a password (SASL_SSL, PLAIN), as Azure Event Hubs does. */
class SecuredBrokerTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-01T00:00:00Z"), ZoneOffset.UTC);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required ";

    @TempDir
    private static Path keys;

    private static Broker broker;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        keytool(
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost");
        keytool(
                "-exportcert",
                "-alias",
                "broker",
                "-rfc",
                "-file",
                keys.resolve("ca.pem").toString());
        broker = Broker.with(Map.of(
                "listeners",
                "EXTERNAL://localhost:0,SECURED://localhost:0,CONTROLLER://localhost:0",
                "listener.security.protocol.map",
                "EXTERNAL:PLAINTEXT,SECURED:SASL_SSL,CONTROLLER:PLAINTEXT",
                "sasl.enabled.mechanisms",
                "PLAIN",
                "listener.name.secured.plain.sasl.jaas.config",
                LOGIN + "user_guard=\"open sesame\";",
                "ssl.keystore.location",
                keys.resolve("broker.p12").toString(),
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.password",
                "changeit"));
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", "changeit", "-keystore"));
        command.add(keys.resolve("broker.p12").toString());
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }

    @AfterAll
    static void end() {
        broker.close();
    }

    @BeforeEach
    void send() {
        broker.sendAll(List.of(event().line()), 1);
    }

    @Test
    void whoHasThePasswordReadsAndWhoHasNotIsToldSoAndLosesNothing() throws IOException {
        try (UsageStore store = UsageStore.sqlite(directory.resolve("usage.db"))) {
            try (KafkaSource stranger = source(store, "wrong", Map.of())) {
                assertThat(failure(stranger))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("cannot read from Kafka, topics [audit-")
                        .hasMessageContaining("Authentication failed: Invalid username or password");
            }
            assertThat(store.lines("kafka")).isEmpty();
            try (KafkaSource guard = source(store, "open sesame", Map.of())) {
                Instant deadline = Instant.now().plus(PATIENCE);
                while (store.lines("kafka").isEmpty()) {
                    assertThat(Instant.now()).as("deadline").isBefore(deadline);
                    guard.poll();
                }
                assertThat(guard.progress().lines()).isEqualTo(store.lines("kafka"));
            }
            assertThat(store.snapshot().coverage().from()).isEqualTo(Instant.parse("2026-11-22T05:40:00.123456Z"));
        }
    }

    @Test
    void aBrokerThatNobodyVouchesForIsNotSpokenTo() throws IOException {
        try (UsageStore store = UsageStore.sqlite(directory.resolve("usage.db"));
                KafkaSource source = source(
                        store,
                        "open sesame",
                        Map.of(
                                "ssl.endpoint.identification.algorithm",
                                "https",
                                "ssl.truststore.location",
                                "",
                                "ssl.truststore.type",
                                "JKS"))) {
            assertThat(failure(source))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot read from Kafka, topics [audit-")
                    .hasMessageContaining("SSL handshake failed");
        }
    }

    private static Throwable failure(KafkaSource source) {
        Instant deadline = Instant.now().plus(PATIENCE);
        Throwable failure = null;
        while (failure == null) {
            assertThat(Instant.now()).as("deadline").isBefore(deadline);
            failure = catchThrowable(source::poll);
        }
        return failure;
    }

    private static KafkaSource source(UsageStore store, String password, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(broker.consumer());
        properties.put("bootstrap.servers", broker.address("SECURED"));
        properties.put("security.protocol", "SASL_SSL");
        properties.put("sasl.mechanism", "PLAIN");
        properties.put("sasl.jaas.config", LOGIN + "username=\"guard\" password=\"" + password + "\";");
        properties.put("ssl.truststore.type", "PEM");
        properties.put("ssl.truststore.location", keys.resolve("ca.pem").toString());
        properties.putAll(more);
        properties.values().removeIf(String::isEmpty);
        AuditRecords records = new AuditRecords("kafka", Optional.empty(), CLOCK);
        return new KafkaSource("kafka", List.of(broker.topic()), properties, records, store, CLOCK);
    }
}
