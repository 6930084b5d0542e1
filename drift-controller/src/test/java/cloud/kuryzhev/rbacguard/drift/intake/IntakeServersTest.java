package cloud.kuryzhev.rbacguard.drift.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** Who gets in, and where. */
class IntakeServersTest extends ServersCase {

    @Test
    void anApiServersEventsAreStoredOnce() throws IOException, InterruptedException, GeneralSecurityException {
        assertThat(post(GOOD.getBytes(UTF_8))).isEqualTo(200);
        assertThat(post(GOOD.getBytes(UTF_8))).isEqualTo(200);
        assertThat(lines()).isEqualTo(Map.of("webhook", Map.of("used", 1L)));
    }

    @Test
    void nobodyElseGetsIn() throws IOException, InterruptedException, GeneralSecurityException {
        BodyPublisher body = BodyPublishers.ofString(GOOD);
        assertThatThrownBy(() -> post(authority.nobody(), body)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> post(authority.stranger("kube-apiserver"), body))
                .isInstanceOf(IOException.class);
        assertThat(post(authority.client("developer"), body)).isEqualTo(401);
        assertNothingStoredAndServiceGoesOn();
    }

    @Test
    void aRenewedCertificateIsShownFromTheNextConnectionOn()
            throws IOException, InterruptedException, GeneralSecurityException {
        assertThat(post(GOOD.getBytes(UTF_8))).isEqualTo(200);
        Files.writeString(authority.file("tls.crt"), "half of a change");
        servers.renew();
        assertThat(post(GOOD.getBytes(UTF_8))).isEqualTo(200);
        SSLContext oldClient = apiServer();
        authority = new Authority(directory.resolve("tls"));
        servers.renew();
        assertThat(post(GOOD.getBytes(UTF_8))).isEqualTo(200);
        assertThatThrownBy(() -> post(oldClient, BodyPublishers.ofString(GOOD))).isInstanceOf(IOException.class);
    }

    @Test
    void leavesNothingWhereTheServiceWasStarted() {
        assertThat(Path.of("")).isDirectoryNotContaining("glob:tomcat.*");
    }

    @Test
    void onlyPostsToAuditAreServedThere() throws IOException, InterruptedException, GeneralSecurityException {
        assertThat(send(apiServer(), request(0, "/audit").GET().build()).statusCode())
                .isEqualTo(405);
        assertThat(send(apiServer(), request(0, "/metrics").GET().build()).statusCode())
                .isEqualTo(404);
        assertThat(send(
                                apiServer(),
                                request(0, "/firehose")
                                        .POST(BodyPublishers.ofString(GOOD))
                                        .build())
                        .statusCode())
                .isEqualTo(404);
        assertNothingStoredAndServiceGoesOn();
    }
}
