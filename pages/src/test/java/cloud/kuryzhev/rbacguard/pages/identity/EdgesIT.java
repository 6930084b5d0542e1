package cloud.kuryzhev.rbacguard.pages.identity;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.pages.browser.Site;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What clients that are no browsers get, and what browsers are told. */
@WithControlPlane
class EdgesIT {

    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Site site;
    private static String token;

    @BeforeAll
    static void start(ControlPlane plane) {
        site = Site.start(plane.admin(), "--rbac-guard.pages.proxy.addresses[0]=127.0.0.0/8");
        token = plane.serviceAccount("people", "edgar")
                .client()
                .getConfiguration()
                .getAutoOAuthToken();
    }

    @AfterAll
    static void stop() {
        site.close();
        HTTP.close();
    }

    @Test
    void strangersGetTheFormAndNothingElse() throws IOException, InterruptedException {
        HttpResponse<String> answer = get("/queue");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("Sign in").doesNotContain("<table", "aria-current");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(it -> assertThat(it)
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self'")
                .doesNotContain("unsafe"));
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(it -> assertThat(it).contains("no-store"));
        assertThat(answer.body()).doesNotContain(" style=", "<style", "onclick=");
    }

    @Test
    void theSessionsCookieIsForThisSiteAloneAndForNoScript() throws IOException, InterruptedException {
        HttpResponse<String> answer = signIn(token, "/queue");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains("/queue");
        assertThat(answer.headers().allValues("Set-Cookie"))
                .filteredOn(it -> it.startsWith("rbac-guard="))
                .singleElement()
                .asString()
                .contains("HttpOnly", "Secure", "SameSite=Strict")
                .doesNotContain(token);
    }

    @Test
    void nobodyIsSentElsewhereOnceSignedIn() throws IOException, InterruptedException {
        for (String elsewhere : new String[] {"//example.org", "https://example.org", "/\\example.org", "/{a}"}) {
            assertThat(signIn(token, elsewhere).headers().firstValue("Location"))
                    .contains("/");
        }
    }

    @Test
    void aTokenThatTheApiServerDoesNotKnowOpensNothing() throws IOException, InterruptedException {
        assertThat(signIn("made-up", "/").statusCode()).isEqualTo(401);
        assertThat(signIn("made\u0000up\nX: y", "/").statusCode()).isEqualTo(401);
    }

    @Test
    void tooLargeAPostIsRefusedWithoutAWordOfHowItCame() throws IOException, InterruptedException {
        HttpResponse<String> answer = post("/login", "token=" + "x".repeat(200_000), "");

        assertThat(answer.statusCode()).isBetween(400, 499);
        assertThat(answer.body()).doesNotContain("Exception", "at org.", "at java.");
    }

    @Test
    void eachPortServesWhatItIsFor() throws IOException, InterruptedException {
        assertThat(get("/metrics").statusCode()).isEqualTo(404);
        assertThat(get("/health/readiness").statusCode()).isEqualTo(404);
        URI other = URI.create("http://localhost:" + site.otherPort() + "/login");
        assertThat(HTTP.send(HttpRequest.newBuilder(other).build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void filesAreKeptForAYearUnderANameWithTheirDigest() throws IOException, InterruptedException {
        Matcher file = Pattern.compile("href=\"(/assets/pages-[0-9a-f]{32}\\.css)\"")
                .matcher(get("/login").body());

        assertThat(file.find()).isTrue();
        assertThat(get(file.group(1)).headers().firstValue("Cache-Control"))
                .hasValueSatisfying(it -> assertThat(it).contains("max-age=31536000", "immutable"));
    }

    @Test
    void aTrustedProxyNeedsNoForm() throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(site.uri().resolve("/queue?phase=all"))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("system:serviceaccount:people:edgar").doesNotContain(token);
    }

    @Test
    void fromAnybodyElseTheProxysHeaderIsAsGoodAsAbsent(ControlPlane plane) throws IOException, InterruptedException {
        try (Site wary = Site.start(plane.admin(), "--rbac-guard.pages.proxy.addresses[0]=192.0.2.1")) {
            var request = HttpRequest.newBuilder(wary.uri().resolve("/queue"))
                    .header("Authorization", "Bearer " + token)
                    .build();
            assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void whoTriesTooOftenWaits(ControlPlane plane) throws IOException, InterruptedException {
        try (Site other = Site.start(plane.admin())) {
            int refused = 0;
            for (int i = 0; i < 11; i++) {
                refused = signIn(other.uri(), "made-up", "/").statusCode();
            }
            assertThat(refused).isEqualTo(429);
        }
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(site.uri().resolve(path)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> signIn(String shown, String next) throws IOException, InterruptedException {
        return signIn(site.uri(), shown, next);
    }

    private static HttpResponse<String> signIn(URI where, String shown, String next)
            throws IOException, InterruptedException {
        HttpResponse<String> form =
                HTTP.send(HttpRequest.newBuilder(where.resolve("/login")).build(), BodyHandlers.ofString());
        Matcher hidden = FORM_TOKEN.matcher(form.body());
        assertThat(hidden.find()).isTrue();
        String cookies = form.headers().allValues("Set-Cookie").stream()
                .flatMap(it -> HttpCookie.parse(it).stream())
                .map(it -> it.getName() + "=" + it.getValue())
                .reduce("", (one, another) -> one + (one.isEmpty() ? "" : "; ") + another);
        return post(
                where,
                "/login",
                "_csrf=" + encoded(hidden.group(1)) + "&token=" + encoded(shown) + "&next=" + encoded(next),
                cookies);
    }

    private static HttpResponse<String> post(String path, String body, String cookies)
            throws IOException, InterruptedException {
        return post(site.uri(), path, body, cookies);
    }

    private static HttpResponse<String> post(URI where, String path, String body, String cookies)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(where.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
        return HTTP.send(
                (cookies.isEmpty() ? request : request.header("Cookie", cookies)).build(), BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }
}
