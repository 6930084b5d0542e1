package cloud.kuryzhev.rbacguard.drift.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kuryzhev.rbacguard.usage.EventJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** What is wrong with a body costs itself and nothing else. */
class HostileBodiesTest extends ServersCase {

    @Test
    void whatCannotBeReadIsRefused() throws IOException, InterruptedException, GeneralSecurityException {
        byte[] packed = gzip(GOOD.getBytes(UTF_8));
        assertThat(post(Arrays.copyOf(packed, packed.length - 9))).isEqualTo(400);
        assertThat(post("{\"items\":".getBytes(UTF_8))).isEqualTo(400);
        assertThat(post("no JSON".getBytes(UTF_8))).isEqualTo(400);
        assertThat(post(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'})).isEqualTo(400);
        assertThat(send(
                                apiServer(),
                                request(0, "/audit")
                                        .header("Content-Encoding", "br")
                                        .POST(BodyPublishers.ofString(GOOD))
                                        .build())
                        .statusCode())
                .isEqualTo(415);
        assertNothingStoredAndServiceGoesOn();
    }

    @Test
    void whatIsTooLargeIsRefusedPackedOrNot() throws IOException, InterruptedException, GeneralSecurityException {
        assertThat(post(list("{\"x\":\"" + "x".repeat(2_000_000) + "\"}").getBytes(UTF_8)))
                .isEqualTo(413);
        assertThat(post(gzip(new byte[50_000_000]))).isEqualTo(413);
        assertNothingStoredAndServiceGoesOn();
    }

    /** A line of 1 GB, sent in chunks: refused long before its end, by an answer or by the connection's. */
    @Test
    void anEndlessLineIsCutEarly() throws IOException, InterruptedException, GeneralSecurityException {
        byte[] chunk = "x".repeat(1 << 20).getBytes(UTF_8);
        try (SSLSocket socket = connect()) {
            assertThatThrownBy(() -> {
                        OutputStream out = socket.getOutputStream();
                        out.write(head("Transfer-Encoding: chunked"));
                        for (int i = 0; i < 1024; i++) {
                            out.write("100000\r\n".getBytes(UTF_8));
                            out.write(chunk);
                            out.write("\r\n".getBytes(UTF_8));
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        assertNothingStoredAndServiceGoesOn();
    }

    @Test
    void aSenderThatStopsInTheMiddleIsLetGo() throws IOException, InterruptedException, GeneralSecurityException {
        try (SSLSocket socket = connect()) {
            socket.getOutputStream().write(head("Content-Length: 1000"));
            socket.getOutputStream().write("{\"items\":[".getBytes(UTF_8));
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readNBytes(12), UTF_8)).isEqualTo("HTTP/1.1 408");
        }
        assertNothingStoredAndServiceGoesOn();
    }

    private SSLSocket connect() throws IOException, GeneralSecurityException {
        return (SSLSocket) apiServer().getSocketFactory().createSocket("127.0.0.1", servers.port(0));
    }

    private static byte[] head(String header) {
        return ("POST /audit HTTP/1.1\r\nHost: x\r\n" + header + "\r\n\r\n").getBytes(UTF_8);
    }

    @Test
    void aBatchWithAPoisonedItemIsStoredButForTheItem()
            throws IOException, InterruptedException, GeneralSecurityException {
        String good = EventJson.event().line();
        String many = String.join(",", Collections.nCopies(400, good));
        assertThat(post(list(many, "{\"kind\":\"Event\"}").getBytes(UTF_8))).isEqualTo(200);
        assertThat(lines()).isEqualTo(Map.of("webhook", Map.of("used", 400L, "malformed:not_an_event", 1L)));
    }
}
