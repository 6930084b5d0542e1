package cloud.kuryzhev.rbacguard.drift.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.usage.EventJson;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Firehose and Pub/Sub know themselves by a secret. */
class CloudPushTest extends ServersCase {

    @Test
    void firehoseNeedsItsKeyAndGetsItsAnswer() throws IOException, InterruptedException, GeneralSecurityException {
        String body = "{\"requestId\":\"r-1\",\"timestamp\":1,\"records\":[{\"data\":\"%s\"}]}"
                .formatted(Base64.getEncoder()
                        .encodeToString(gzip(EventJson.event().line().getBytes(UTF_8))));
        HttpRequest.Builder request = request(1, "/firehose").POST(BodyPublishers.ofString(body));
        assertThat(send(authority.nobody(), request.build()).statusCode()).isEqualTo(401);
        assertThat(send(
                                authority.nobody(),
                                request.copy()
                                        .header("X-Amz-Firehose-Access-Key", "wrong")
                                        .build())
                        .statusCode())
                .isEqualTo(401);
        assertThat(lines()).isEmpty();
        HttpResponse<String> answer = send(
                authority.nobody(),
                request.copy()
                        .header("X-Amz-Firehose-Access-Key", "firehose-key")
                        .build());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).matches("\\{\"requestId\":\"r-1\",\"timestamp\":\\d{13}}");
        assertThat(lines()).isEqualTo(Map.of("firehose", Map.of("used", 1L)));
    }

    @Test
    void pubSubNeedsItsToken() throws IOException, InterruptedException, GeneralSecurityException {
        String body = "{\"message\":{\"data\":\"%s\",\"messageId\":\"1\"},\"subscription\":\"s\"}"
                .formatted(Base64.getEncoder()
                        .encodeToString(EventJson.event().line().getBytes(UTF_8)));
        for (String path : List.of("/pubsub", "/pubsub?token=", "/pubsub?token=pubsub-toke")) {
            assertThat(send(
                                    authority.nobody(),
                                    request(1, path)
                                            .POST(BodyPublishers.ofString(body))
                                            .build())
                            .statusCode())
                    .as(path)
                    .isEqualTo(401);
        }
        String form = "token=pubsub-token";
        assertThat(send(
                                authority.nobody(),
                                request(1, "/pubsub")
                                        .header("Content-Type", "application/x-www-form-urlencoded")
                                        .POST(BodyPublishers.ofString(form))
                                        .build())
                        .statusCode())
                .isEqualTo(401);
        assertThat(lines()).isEmpty();
        assertThat(send(
                                authority.nobody(),
                                request(1, "/pubsub?token=pubsub-token")
                                        .POST(BodyPublishers.ofString(body))
                                        .build())
                        .statusCode())
                .isEqualTo(200);
        assertThat(lines()).isEqualTo(Map.of("pubsub", Map.of("used", 1L)));
    }
}
