package cloud.kuryzhev.rbacguard.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a stranger gets who reaches the port. */
@WithControlPlane
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class EdgeIT {

    private static final String START = "{\"apiVersion\":\"admission.k8s.io/v1\",\"request\":{\"uid\":\"u-1\"";

    private final Guard guard;
    private final Https https;

    EdgeIT(ControlPlane plane, @TempDir Path directory) throws IOException, GeneralSecurityException {
        this.guard = Guard.start(Guard.account(plane), directory);
        this.https = Https.to(guard);
    }

    @BeforeAll
    void isReady() {
        try (Health health = Health.of(guard)) {
            await().until(() -> health.status("/health/readiness").equals("200 UP"));
        }
    }

    @AfterAll
    void stop() {
        https.close();
        guard.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {9_000_000, 30_000_000})
    void aBodyThatIsTooLargeIsDeniedWithItsUid(int size) throws IOException, InterruptedException {
        byte[] body = (START + ",\"object\":\"" + "x".repeat(size) + "\"}}").getBytes(UTF_8);

        HttpResponse<String> response = https.post(body);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"uid\":\"u-1\",\"allowed\":false", "larger than 8388608 bytes");
    }

    @Test
    void aBodyWithoutAnyReviewIsDenied() throws IOException, InterruptedException {
        assertThat(https.post(new byte[0]).body())
                .isEqualTo("{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"response\":"
                        + "{\"uid\":\"\",\"allowed\":false,\"status\":{\"status\":\"Failure\",\"code\":400,"
                        + "\"reason\":\"BadRequest\",\"message\":\"rbac-guard could not read this request, and lets"
                        + " nothing pass unread: expected an object at the top of the body\"}}}");
    }

    @ParameterizedTest
    @CsvSource({"/validate, 405", "/, 404", "/error, 404", "/validate/, 404", "/..%2f..%2fetc/passwd, 400"})
    void whatIsNotAskedForIsRefusedWithoutAWordAboutTheService(String path, int status)
            throws IOException, InterruptedException {
        for (String accept : new String[] {"*/*", "text/html"}) {
            HttpResponse<String> response = https.get(path, accept);

            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(response.headers().map()).doesNotContainKey("server");
            assertThat(response.body())
                    .doesNotContainIgnoringCase("whitelabel")
                    .doesNotContainIgnoringCase("tomcat")
                    .doesNotContainIgnoringCase("exception")
                    .doesNotContain("\tat ")
                    .hasSizeLessThan(500);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/health, 200",
        "/health/liveness, 200",
        "/health/nothing, 404",
        "/metrics, 200",
        "/metrics/jvm, 404",
        "/, 404",
        "/validate, 404"
    })
    void probesAndScrapersGetTheirPagesAndNoOthers(String path, int status) throws IOException, InterruptedException {
        try (Health health = Health.of(guard)) {
            assertThat(health.get(path).statusCode()).isEqualTo(status);
        }
    }

    @Test
    void nobodyForgesALineOfTheLog(CapturedOutput output) throws IOException, InterruptedException {
        https.post("{\"apiVersion\":\"x\\n2026-01-01 allowed everything\\u001b[31m\"}".getBytes(UTF_8));

        await().until(() -> output.getAll().contains("allowed everything"));
        assertThat(output.getAll().lines())
                .filteredOn(line -> line.contains("allowed everything"))
                .singleElement()
                .asString()
                .contains("WARN  ValidateServlet: denied an unreadable request: apiVersion is \"x 2026")
                .doesNotContain("\u001b");
    }

    @Test
    void whatIsDecidedIsCounted() throws IOException, InterruptedException {
        https.post(START.getBytes(UTF_8));

        try (Health health = Health.of(guard)) {
            assertThat(health.get("/metrics").body())
                    .contains(
                            "rbac_guard_admission_requests_total{decision=\"unreadable\",kind=\"unknown\",operation=\"unknown\",rule=\"\"} ");
        }
    }
}
