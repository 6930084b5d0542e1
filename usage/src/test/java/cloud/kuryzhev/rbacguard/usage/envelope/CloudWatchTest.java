package cloud.kuryzhev.rbacguard.usage.envelope;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CloudWatchTest extends FilesCase {

    private static final String AUDIT = "kube-apiserver-audit-0a1b2c";
    private static final ClusterId PROD = new ClusterId("eks:111122223333:/aws/eks/prod/cluster");
    private static final String ALLOWED =
            event().allowed("RBAC: allowed by \"x\"").line();

    @Test
    void theSubscriptionPayload() throws IOException {
        FileReport report =
                read(payload("prod", AUDIT, ALLOWED, event().forbidden().line()));
        assertLines(report, Map.of("used", 1L, "denied", 1L));
        assertThat(report.format()).isEqualTo(Format.EKS);
        assertThat(seen).first().asString().startsWith("used User alice: get pods");
    }

    @Test
    void payloadsRightAfterOneAnotherAsFirehoseWritesThem() throws IOException {
        byte[] stored = gzip(payload("prod", AUDIT, ALLOWED) + payload("prod", AUDIT, ALLOWED));
        assertLines(read(gzip(stored)), Map.of("used", 2L));
    }

    @Test
    void theBase64GzipThatLambdaGets() throws IOException {
        String lambda = "{\"awslogs\":{\"data\":\"" + base64(gzip(payload("prod", AUDIT, ALLOWED))) + "\"}}";
        assertLines(read(lambda + "\n" + lambda), Map.of("used", 2L));
    }

    @Test
    void theBase64GzipAsItIs() throws IOException {
        String record = base64(gzip(payload("prod", AUDIT, ALLOWED)));
        write("a/events.jsonl", ALLOWED + "\n" + record + "\n" + record);
        assertLines(complete(directory).files().getFirst(), Map.of("used", 3L));
    }

    @Test
    void controlMessagesAreSkipped() throws IOException {
        String control = payload("", "", "CWL CONTROL MESSAGE: Checking health of destination")
                .replace("DATA_MESSAGE", "CONTROL_MESSAGE");
        assertLines(read(control), Map.of("skipped:control_message", 1L));
    }

    @Test
    void otherComponentsStreamsAreSkipped() throws IOException {
        String text = payload("prod", "kube-scheduler-0a1b2c", "I1122 scheduled")
                + payload("prod", "authenticator-0a1b2c", ALLOWED)
                + payload("prod", "kube-apiserver-0a1b2c", "W1122")
                + payload("prod", AUDIT, ALLOWED);
        assertLines(read(text), Map.of("used", 1L, "skipped:other_log", 3L));
    }

    @Test
    void aPayloadThatDoesNotSayItsStreamIsNotTrusted() throws IOException {
        assertLines(read("{\"logEvents\":[" + logEvent(ALLOWED) + "]}"), Map.of("malformed:missing_field", 1L));
    }

    @Test
    void whatTheCommandLinePrints() throws IOException {
        String printed = """
                {
                    "events": [
                        {"logStreamName": "%s", "timestamp": 1795326000000, "message": %s, "eventId": "1"},
                        {"logStreamName": "kube-scheduler-0a1b2c", "timestamp": 1, "message": "I1122", "eventId": "2"}
                    ],
                    "searchedLogStreams": [{"logStreamName": "%s"}]
                }
                """.formatted(AUDIT, quoted(ALLOWED), AUDIT);
        FileReport report = read(printed);
        assertLines(report, Map.of("used", 1L, "skipped:other_log", 1L));
        assertThat(report.format()).isEqualTo(Format.EKS);
    }

    @Test
    void theAccountAndTheLogGroupAreTheCluster() throws IOException {
        assertThat(complete(write("one", payload("prod", AUDIT, ALLOWED))).cluster())
                .isEqualTo(Optional.of(PROD));
    }

    @Test
    void whatIsNoBase64IsCountedOnce() throws IOException {
        assertLines(read("{\"awslogs\":{\"data\":\"H4sI*\"}}"), Map.of("malformed:not_decodable", 1L));
    }

    @Test
    void aPayloadWithinAPayloadIsNotUnpacked() throws IOException {
        String inner = "{\"awslogs\":{\"data\":\"" + base64(gzip(payload("prod", AUDIT, ALLOWED))) + "\"}}";
        assertLines(
                read("{\"awslogs\":{\"data\":\"" + base64(gzip(inner)) + "\"}}"), Map.of("malformed:not_an_event", 1L));
    }

    private static String payload(String cluster, String stream, String... messages) {
        return """
                {"messageType":"DATA_MESSAGE","owner":"111122223333","logGroup":"/aws/eks/%s/cluster","logStream":"%s",\
                "subscriptionFilters":["to-us"],"logEvents":[%s]}""".formatted(
                        cluster,
                        stream,
                        Arrays.stream(messages).map(CloudWatchTest::logEvent).collect(Collectors.joining(",")));
    }

    private static String logEvent(String message) {
        return "{\"id\":\"1\",\"timestamp\":1795326000000,\"message\":" + quoted(message) + "}";
    }
}
