package cloud.kuryzhev.rbacguard.drift.telling;

import static cloud.kuryzhev.rbacguard.drift.telling.Samples.JSON;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SlackSinkTest {

    @RegisterExtension
    final WireMockExtension server = WireMockExtension.newInstance()
            .options(options().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @TempDir
    Path directory;

    @Test
    void manyChangesAreOneMessage() throws Exception {
        String text = tell(IntStream.range(0, 150)
                .mapToObj(i -> Samples.notice(Samples.violation("v" + i, "Open"), null))
                .toList());

        assertThat(text.lines()).hasSize(21);
        assertThat(text)
                .contains("*HIGH* `RoleBinding payments/v0-admin` in `prod` appeared: `wildcard_verb`")
                .endsWith("… and 130 more: `kubectl get rbacv -A`");
    }

    @Test
    void aHostileNameCallsNobodyAndLinksNowhere() throws Exception {
        String text = tell(List.of(Samples.notice(
                Samples.violation("v", "ns", "<!channel> <https://evil|docs> @everyone `x`\n*all clear*", "Open", "r"),
                null)));

        assertThat(text).doesNotContain("<", ">", "@everyone", "\n");
        assertThat(text)
                .contains(
                        "`RoleBinding ns/&lt;!channel&gt; &lt;https://evil|docs&gt; @\u200Beveryone 'x' *all clear*`");
    }

    private String tell(List<Notice> notices) throws Exception {
        server.stubFor(post(anyUrl()).willReturn(ok("ok")));
        Path file = directory.resolve("url");
        Files.writeString(file, server.baseUrl() + "/services/T0/B0/s3cret\n");
        var sink = new SlackSink(
                "prod", new Secret(file), new Http(Duration.ofSeconds(5)), JSON::write, new MovingClock());
        assertThat(sink.tell(notices)).isEqualTo(Answer.DONE);
        return Json.string(
                JSON.object(
                        server.findAll(postRequestedFor(anyUrl())).getFirst().getBodyAsString()),
                "text");
    }
}
