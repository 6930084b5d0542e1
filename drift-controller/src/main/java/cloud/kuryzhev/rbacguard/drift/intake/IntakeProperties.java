package cloud.kuryzhev.rbacguard.drift.intake;

import cloud.kuryzhev.rbacguard.usage.envelope.ClusterId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Sources of audit events besides the log file; each is there if it is configured.
 *
 * @param directory where deliveries are kept until they are in the store
 * @param cluster the only one whose events count, as its cloud names it; if empty, the first one named
 * @param maxBody of one delivery, packed and unpacked
 */
@ConfigurationProperties("rbac-guard.intake")
public record IntakeProperties(
        @DefaultValue("/var/lib/rbac-guard/journal") Path directory,
        @DefaultValue("") String cluster,
        @DefaultValue("64MB") DataSize maxBody,
        @Nullable Webhook webhook,
        @Nullable Push push,
        @Nullable Kafka kafka) {

    Optional<ClusterId> onlyCluster() {
        return cluster.isEmpty() ? Optional.empty() : Optional.of(new ClusterId(cluster));
    }

    /**
     * What a server shows.
     *
     * @param certificate PEM file, with what chains it to its CA
     * @param privateKey PEM file
     */
    record Tls(Path certificate, Path privateKey) {}

    /**
     * {@code POST /audit} for API servers.
     *
     * @param clientCa PEM file of what signs API servers' client certificates
     * @param clients common names of those who may post
     */
    record Webhook(int port, Tls tls, Path clientCa, List<String> clients) {}

    /**
     * {@code POST /firehose} and {@code POST /pubsub} for clouds.
     *
     * @param firehoseKey the access key; empty refuses all
     * @param pubsubToken the query parameter {@code token} of the push endpoint; empty refuses all
     */
    record Push(
            int port,
            Tls tls,
            @DefaultValue("") String firehoseKey,
            @DefaultValue("") String pubsubToken) {}

    /**
     * A consumer of its group.
     *
     * @param properties Kafka's own, such as {@code bootstrap.servers}, {@code group.id} and those of SASL and TLS
     */
    record Kafka(List<String> topics, Map<String, String> properties) {}
}
