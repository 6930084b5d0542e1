package cloud.kuryzhev.rbacguard.drift.telling;

import static cloud.kuryzhev.rbacguard.drift.telling.Samples.JSON;
import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each sink that is reached by HTTP makes of each answer. */
class EveryStatusTest {

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(options().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private static final Instant NOW = MovingClock.START;
    private static final Notice NOTICE = Samples.notice(Samples.violation("a", "Open"), null);

    @TempDir
    Path directory;

    static Stream<Arguments> answers() {
        return Stream.of(
                        busy(301, aResponse().withStatus(301).withHeader("Location", "http://127.0.0.1:1/")),
                        busy(401, aResponse().withStatus(401)),
                        busy(403, aResponse().withStatus(403)),
                        busyUntil(60, aResponse().withStatus(403).withHeader("Retry-After", "60")),
                        busyUntil(
                                900,
                                aResponse()
                                        .withStatus(403)
                                        .withHeader("X-RateLimit-Remaining", "0")
                                        .withHeader(
                                                "X-RateLimit-Reset",
                                                "" + NOW.plusSeconds(900).getEpochSecond())),
                        busy(
                                403,
                                aResponse()
                                        .withStatus(403)
                                        .withHeader("X-RateLimit-Remaining", "7")
                                        .withHeader(
                                                "X-RateLimit-Reset",
                                                "" + NOW.plusSeconds(900).getEpochSecond())),
                        busy(404, aResponse().withStatus(404)),
                        busy(408, aResponse().withStatus(408)),
                        busy(409, aResponse().withStatus(409)),
                        busy(410, aResponse().withStatus(410)),
                        busyUntil(86_400, aResponse().withStatus(429).withHeader("Retry-After", "99999999999")),
                        busyUntil(
                                120,
                                aResponse().withStatus(429).withHeader("Retry-After", "Tue, 02 Jun 2026 00:02:00 GMT")),
                        busy(429, aResponse().withStatus(429).withHeader("Retry-After", "soon")),
                        busy(500, aResponse().withStatus(500)),
                        busy(502, aResponse().withStatus(502)),
                        busyUntil(5, aResponse().withStatus(503).withHeader("Retry-After", "5")),
                        busy(504, aResponse().withStatus(504)),
                        refused(400, aResponse().withStatus(400).withBody("bad @everyone")),
                        refused(413, aResponse().withStatus(413)),
                        refused(422, aResponse().withStatus(422)),
                        busy("slow", aResponse().withStatus(200).withFixedDelay(3_000)),
                        busy(
                                "dripping",
                                aResponse()
                                        .withStatus(200)
                                        .withBody("{}".repeat(50))
                                        .withChunkedDribbleDelay(50, 5_000)),
                        busy("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                        busy("empty", aResponse().withFault(Fault.EMPTY_RESPONSE)),
                        busy("garbage", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)),
                        busy("endless", aResponse().withStatus(200).withBody("x".repeat(17 * 1024 * 1024))))
                .flatMap(answer -> Stream.of("slack", "webhook", "github")
                        .map(sink -> arguments(sink, answer[0], answer[1], answer[2])));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("answers")
    void everyAnswerHasItsMeaning(String sink, Object name, ResponseDefinitionBuilder response, Answer expected)
            throws Exception {
        SERVER.stubFor(any(anyUrl()).willReturn(response));

        Answer answer = sink(sink).tell(List.of(NOTICE));

        switch (expected) {
            case Answer.Busy busy ->
                assertThat(answer).isInstanceOfSatisfying(Answer.Busy.class, it -> assertThat(it.until())
                        .isEqualTo(busy.until()));
            default -> assertThat(answer).isInstanceOf(expected.getClass());
        }
        assertThat(answer.toString()).doesNotContain("s3cret", "@everyone");
    }

    @ParameterizedTest
    @MethodSource("names")
    void withoutItsSecretASinkWaits(String sink) throws Exception {
        Sink blind = sink(sink);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        assertThat(blind.tell(List.of(NOTICE))).isInstanceOfSatisfying(Answer.Busy.class, it -> assertThat(it.why())
                .contains("cannot read the secret"));
    }

    static Stream<String> names() {
        return Stream.of("slack", "webhook", "github");
    }

    private Sink sink(String name) throws IOException {
        var clock = new MovingClock();
        var http = new Http(Duration.ofSeconds(1));
        URI server = URI.create(SERVER.baseUrl());
        return switch (name) {
            case "slack" -> new SlackSink("", secret(server + "/services/s3cret"), http, JSON::write, clock);
            case "webhook" -> new WebhookSink("", server, secret("s3cret"), http, JSON::write, clock);
            default -> {
                var issues = new GithubIssues(
                        server, "acme/rbac", new GithubCredentials.Token(secret("s3cret")), http, JSON, clock);
                yield new GithubSink(
                        issues,
                        new IssueIndex(issues, "rbac-guard", clock),
                        new IssueText("", Owners.parse(List.of())),
                        "rbac-guard");
            }
        };
    }

    private Secret secret(String content) throws IOException {
        Path file = directory.resolve("secret");
        Files.writeString(file, content);
        return new Secret(file);
    }

    private static Object[] busy(Object name, ResponseDefinitionBuilder response) {
        return new Object[] {name, response, Answer.busy("")};
    }

    private static Object[] busyUntil(long seconds, ResponseDefinitionBuilder response) {
        return new Object[] {"until +" + seconds, response, new Answer.Busy("", Optional.of(NOW.plusSeconds(seconds)))};
    }

    private static Object[] refused(Object name, ResponseDefinitionBuilder response) {
        return new Object[] {name, response, new Answer.Refused("")};
    }
}
