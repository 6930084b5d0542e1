package cloud.kuryzhev.rbacguard.drift.telling;

import static cloud.kuryzhev.rbacguard.drift.telling.Samples.JSON;
import static cloud.kuryzhev.rbacguard.drift.telling.Samples.notice;
import static cloud.kuryzhev.rbacguard.drift.telling.Samples.violation;
import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.created;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.patchRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class GithubSinkTest {

    /** As GitHub Enterprise has it. */
    private static final String ISSUES = "/api/v3/repos/acme/rbac/issues";

    private static final String HTML = "https://github.example.com/acme/rbac/issues/";

    @RegisterExtension
    final WireMockExtension server = WireMockExtension.newInstance()
            .options(options().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @TempDir
    Path directory;

    private final MovingClock clock = new MovingClock();

    @BeforeEach
    void noIssues() {
        server.stubFor(get(urlPathEqualTo(ISSUES)).willReturn(okJson("[]")));
        server.stubFor(get(urlPathEqualTo(ISSUES + "/7/comments")).willReturn(okJson("[]")));
        server.stubFor(post(urlEqualTo(ISSUES)).willReturn(created().withBody(issue(7))));
        server.stubFor(patch(urlEqualTo(ISSUES + "/7")).willReturn(okJson(issue(7))));
        server.stubFor(
                post(urlEqualTo(ISSUES + "/7/comments")).willReturn(created().withBody("{}")));
    }

    @Test
    void aViolationBecomesAnIssueOfThoseInCharge() throws Exception {
        assertThat(tell(violation("a", "Open"), null)).isEqualTo(new Answer.Done(HTML + 7));

        server.verify(postRequestedFor(urlEqualTo(ISSUES))
                .withHeader("Authorization", equalTo("Bearer t0ken"))
                .withRequestBody(matchingJsonPath(
                        "$.title", equalTo("[prod] RoleBinding payments/a-admin: wildcard_verb (HIGH)")))
                .withRequestBody(matchingJsonPath("$.labels[0]", equalTo("rbac-guard")))
                .withRequestBody(matchingJsonPath("$.assignees[0]", equalTo("jane")))
                .withRequestBody(matchingJsonPath("$[?(@.assignees.size() == 1)]"))
                .withRequestBody(matchingJsonPath(
                        "$[?(@.body =~ /(?s).*violation=prod.payments.a.*@acme.pay.*grants every verb.*/)]")));
    }

    @Test
    void anAssigneeWhoIsNoneDoesNotKeepTheIssueFromBeingOpened() throws Exception {
        server.stubFor(post(urlEqualTo(ISSUES))
                .withRequestBody(matchingJsonPath("$.assignees[0]"))
                .willReturn(aResponse().withStatus(422)));

        assertThat(tell(violation("a", "Open"), null)).isEqualTo(new Answer.Done(HTML + 7));
    }

    @Test
    void anIssueThatWasOpenedAndNotAnsweredForIsFoundAndNotOpenedTwice() throws Exception {
        Sink sink = sink(token());
        server.stubFor(post(urlEqualTo(ISSUES)).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        assertThat(sink.tell(List.of(notice(violation("a", "Open"), null)))).isInstanceOf(Answer.Busy.class);
        server.stubFor(get(urlEqualTo(ISSUES + "?state=all&labels=rbac-guard&per_page=100&page=1"))
                .willReturn(okJson(JSON.write(List.of(Map.of("number", 7, "body", marker()))))));

        assertThat(sink.tell(List.of(notice(violation("a", "Open"), null)))).isEqualTo(new Answer.Done(HTML + 7));
        server.verify(1, postRequestedFor(urlEqualTo(ISSUES)));
    }

    @Test
    void aKnownIssueIsUpdatedWithoutAWord() throws Exception {
        assertThat(tell(violation("a", "Open"), told("Open", HTML + 7))).isEqualTo(new Answer.Done(HTML + 7));

        server.verify(0, postRequestedFor(urlPathEqualTo(ISSUES)));
        server.verify(0, postRequestedFor(urlPathEqualTo(ISSUES + "/7/comments")));
        server.verify(patchRequestedFor(urlEqualTo(ISSUES + "/7")).withRequestBody(matchingJsonPath("$[?(!@.state)]")));
    }

    @Test
    void anIssueIsFoundByItsMarkerWhereNobodyRemembersIt() throws Exception {
        server.stubFor(get(urlEqualTo(ISSUES + "?state=all&labels=rbac-guard&per_page=100&page=1"))
                .willReturn(okJson(JSON.write(List.of(
                        Map.of("number", 8, "pull_request", Map.of(), "body", marker()),
                        Map.of("number", 7, "body", "edited by people\n" + marker()))))));

        assertThat(tell(violation("a", "Open"), null)).isEqualTo(new Answer.Done(HTML + 7));
        server.verify(0, postRequestedFor(urlPathEqualTo(ISSUES)));
        server.verify(patchRequestedFor(urlEqualTo(ISSUES + "/7"))
                .withRequestBody(matchingJsonPath("$.state", equalTo("open"))));
    }

    @Test
    void aReferenceToAnotherRepositoryIsNoReference() throws Exception {
        tell(violation("a", "Open"), told("Open", "https://github.com/evil/acme/issues/7"));

        server.verify(postRequestedFor(urlEqualTo(ISSUES)));
        server.verify(0, patchRequestedFor(urlPathEqualTo(ISSUES + "/7")));
    }

    @Test
    void aResolvedViolationIsClosedWithOneWordHoweverOftenThatIsTried() throws Exception {
        server.stubFor(
                post(urlEqualTo(ISSUES + "/7/comments")).willReturn(aResponse().withStatus(502)));
        assertThat(tell(violation("a", "Resolved"), told("Open", HTML + 7))).isInstanceOf(Answer.Busy.class);
        server.verify(patchRequestedFor(urlEqualTo(ISSUES + "/7"))
                .withRequestBody(matchingJsonPath("$.state", equalTo("closed"))));

        server.stubFor(
                post(urlEqualTo(ISSUES + "/7/comments")).willReturn(created().withBody("{}")));
        assertThat(tell(violation("a", "Resolved"), told("Open", HTML + 7))).isInstanceOf(Answer.Done.class);
        var comments = server.findAll(postRequestedFor(urlEqualTo(ISSUES + "/7/comments")));
        server.stubFor(get(urlPathEqualTo(ISSUES + "/7/comments"))
                .willReturn(okJson("[" + comments.getLast().getBodyAsString() + "]")));
        assertThat(tell(violation("a", "Resolved"), told("Open", HTML + 7))).isInstanceOf(Answer.Done.class);

        server.verify(2, postRequestedFor(urlEqualTo(ISSUES + "/7/comments"))); // the failed one, and one
    }

    @Test
    void aRegressionOpensTheIssueAgain() throws Exception {
        tell(violation("a", "Regressed"), told("Applied", HTML + 7));

        server.verify(patchRequestedFor(urlEqualTo(ISSUES + "/7"))
                .withRequestBody(matchingJsonPath("$.state", equalTo("open"))));
        server.verify(postRequestedFor(urlEqualTo(ISSUES + "/7/comments"))
                .withRequestBody(matchingJsonPath("$[?(@.body =~ /(?s).*regressed.*/)]")));
    }

    @Test
    void anIssueThatWasDeletedIsOpenedAnewUnlessThereIsNothingLeftToSay() throws Exception {
        server.stubFor(patch(urlEqualTo(ISSUES + "/7")).willReturn(aResponse().withStatus(410)));

        assertThat(tell(violation("a", "Resolved"), told("Open", HTML + 7))).isEqualTo(Answer.DONE);
        server.verify(0, postRequestedFor(urlEqualTo(ISSUES)));
        assertThat(tell(violation("a", "Open"), told("Resolved", HTML + 7))).isEqualTo(new Answer.Done(HTML + 7));
        server.verify(1, postRequestedFor(urlEqualTo(ISSUES)));
    }

    @Test
    void aRepositoryThatIsHiddenIsNotMistakenForADeletedIssue() throws Exception {
        server.stubFor(patch(urlEqualTo(ISSUES + "/7")).willReturn(aResponse().withStatus(404)));
        server.stubFor(get(urlPathEqualTo(ISSUES)).willReturn(aResponse().withStatus(404)));

        assertThat(tell(violation("a", "Open"), told("Resolved", HTML + 7))).isInstanceOf(Answer.Busy.class);
        server.verify(0, postRequestedFor(urlEqualTo(ISSUES)));
    }

    @Test
    void anAppsTokenIsKeptUntilShortlyBeforeItExpiresOrIsRefused() throws Exception {
        String tokens = "/api/v3/app/installations/42/access_tokens";
        server.stubFor(post(urlEqualTo(tokens))
                .willReturn(created().withBody("{\"token\":\"ghs_1\",\"expires_at\":\"2026-06-02T01:00:00Z\"}")));
        Sink sink = sink(app(tokens));

        sink.tell(List.of(notice(violation("a", "Open"), told("Open", HTML + 7))));
        clock.forward(Duration.ofMinutes(54));
        sink.tell(List.of(notice(violation("a", "Open"), told("Open", HTML + 7))));
        server.verify(1, postRequestedFor(urlEqualTo(tokens)));

        clock.forward(Duration.ofMinutes(2));
        sink.tell(List.of(notice(violation("a", "Open"), told("Open", HTML + 7))));
        server.verify(2, postRequestedFor(urlEqualTo(tokens)));
        server.verify(
                patchRequestedFor(urlEqualTo(ISSUES + "/7")).withHeader("Authorization", equalTo("Bearer ghs_1")));

        server.stubFor(patch(urlEqualTo(ISSUES + "/7")).willReturn(aResponse().withStatus(401)));
        assertThat(sink.tell(List.of(notice(violation("a", "Open"), told("Open", HTML + 7)))))
                .isInstanceOf(Answer.Busy.class);
        server.verify(4, postRequestedFor(urlEqualTo(tokens))); // expired by now, and once more for the 401
    }

    @Test
    void manyIssuesAreReadOnceAndNotForEachViolation() throws Exception {
        Sink sink = sink(token());
        for (int i = 0; i < 5; i++) {
            sink.tell(List.of(notice(violation("v" + i, "Open"), null)));
        }
        server.verify(1, getRequestedFor(urlPathEqualTo(ISSUES)));
        server.verify(5, postRequestedFor(urlEqualTo(ISSUES)));
    }

    private Answer tell(RBACViolation violation, @Nullable Told before) throws Exception {
        return sink(token()).tell(List.of(notice(violation, before)));
    }

    private Sink sink(GithubCredentials credentials) {
        var issues = new GithubIssues(api(), "acme/rbac", credentials, new Http(Duration.ofSeconds(5)), JSON, clock);
        var text = new IssueText("prod", Owners.parse(List.of("* @acme/all", "pay* @jane acme/pay", "other @joe")));
        return new GithubSink(issues, new IssueIndex(issues, "rbac-guard", clock), text, "rbac-guard");
    }

    private URI api() {
        return URI.create(server.baseUrl() + "/api/v3/");
    }

    private GithubCredentials token() throws Exception {
        Path file = directory.resolve("token");
        Files.writeString(file, "t0ken\n");
        return new GithubCredentials.Token(new Secret(file));
    }

    private GithubCredentials app(String tokens) throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        Path file = directory.resolve("key.pem");
        Files.writeString(
                file,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(
                                        generator.generateKeyPair().getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        return new GithubApp(
                "Iv1",
                URI.create(server.baseUrl() + tokens),
                new Secret(file),
                new Http(Duration.ofSeconds(5)),
                JSON,
                clock);
    }

    private static Told told(String phase, String reference) {
        return new Told(phase, "0123456789abcdef", "2026-06-01T00:00:00Z", reference);
    }

    private static String marker() {
        return IssueIndex.marker("prod/payments/a");
    }

    private static String issue(int number) {
        return "{\"number\":%d,\"html_url\":\"%s%d\"}".formatted(number, HTML, number);
    }
}
