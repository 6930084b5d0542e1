package cloud.kuryzhev.rbacguard.drift.telling;

import static cloud.kuryzhev.rbacguard.drift.telling.Samples.JSON;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class WebhookSinkTest {

    private static final byte[] KEY = "a key of 24 bytes, raw .".getBytes(UTF_8);

    @RegisterExtension
    final WireMockExtension server = WireMockExtension.newInstance()
            .options(options().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private final MovingClock clock = new MovingClock();

    /** As a receiver does it, by the text of Standard Webhooks. */
    @Test
    void aReceiverCanVerifyWhoSentWhatAndWhen(@TempDir Path directory) throws Exception {
        tell(directory, "whsec_" + Base64.getEncoder().encodeToString(KEY));

        LoggedRequest request = requests().getFirst();
        String timestamp = request.getHeader("webhook-timestamp");
        assertThat(timestamp).isEqualTo("" + MovingClock.START.getEpochSecond());
        assertThat(request.getHeader("webhook-signature"))
                .isEqualTo("v1,"
                        + hmac(request.getHeader("webhook-id") + "." + timestamp + "." + request.getBodyAsString()));
        assertThat(request.getBodyAsString())
                .contains("\"cluster\":\"prod\"", "\"change\":\"appeared\"", "\"phase\":\"Open\"", "wildcard_verb");
    }

    @Test
    void aKeyMayAlsoStandThereAsItIs(@TempDir Path directory) throws Exception {
        tell(directory, new String(KEY, UTF_8));

        LoggedRequest request = requests().getFirst();
        assertThat(request.getHeader("webhook-signature"))
                .isEqualTo("v1,"
                        + hmac(request.getHeader("webhook-id") + "." + request.getHeader("webhook-timestamp") + "."
                                + request.getBodyAsString()));
    }

    @Test
    void theSameIsToldUnderTheSameIdAndSignedAnew(@TempDir Path directory) throws Exception {
        tell(directory, "key");
        clock.forward(Duration.ofMinutes(7));
        tell(directory, "key");

        LoggedRequest first = requests().getFirst();
        LoggedRequest second = requests().getLast();
        assertThat(second.getHeader("webhook-id")).isEqualTo(first.getHeader("webhook-id"));
        assertThat(second.getHeader("webhook-signature")).isNotEqualTo(first.getHeader("webhook-signature"));
    }

    private void tell(Path directory, String key) throws Exception {
        server.stubFor(post(anyUrl()).willReturn(ok()));
        Path file = directory.resolve("key");
        Files.writeString(file, key + "\n");
        var sink = new WebhookSink(
                "prod",
                URI.create(server.baseUrl() + "/hook"),
                new Secret(file),
                new Http(Duration.ofSeconds(5)),
                JSON::write,
                clock);
        assertThat(sink.tell(List.of(Samples.notice(Samples.violation("a", "Open"), null))))
                .isEqualTo(Answer.DONE);
    }

    private List<LoggedRequest> requests() {
        return Objects.requireNonNull(server.findAll(postRequestedFor(anyUrl())));
    }

    private static String hmac(String signed) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
    }
}
