package cloud.kuryzhev.rbacguard.admission;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Strangers take its connections, its memory or its patience; who asks properly is answered nevertheless, before an API server gives up. */
@WithControlPlane
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileIT {

    private static final Duration IN_TIME = Load.time(Duration.ofSeconds(10), Duration.ofSeconds(3));
    private static final int MANY = 500;
    private static final int VERY_MANY = 10_000; // and as many files in either process: ulimit -n
    private static final String CLIENT_HELLO =
            "160301020001000" + "1fc0303"; // the first bytes of one, RFC 8446 section 4.1.2

    private final Shipped shipped;
    private final Https https;
    private final byte[] harmless = Bodies.harmless();

    HostileIT(ControlPlane plane, @TempDir Path directory)
            throws IOException, InterruptedException, GeneralSecurityException {
        this.shipped = Shipped.start(Guard.account(plane), directory).awaitReady();
        this.https = Https.to(shipped);
    }

    @AfterAll
    void stop() {
        https.close();
        shipped.close();
    }

    @Test
    void tenThousandConnectionsThatSayNothingDisturbNobody() throws Exception {
        try (var _ = connections(VERY_MANY, new byte[0])) {
            assertAnswersInTime();
        }
    }

    @Test
    void thousandsOfHalfOpenHandshakesDisturbNobody() throws Exception {
        try (var _ = connections(VERY_MANY, HexFormat.of().parseHex(CLIENT_HELLO))) {
            assertAnswersInTime();
        }
    }

    @Test
    void headersAndBodiesThatTrickleInDisturbNobody() throws Exception {
        try (var trickles = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < MANY; i++) {
                SSLSocket socket = tls();
                write(
                        socket,
                        "POST /validate HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n"
                                + (i % 2 == 0 ? "X-Slow: " : "\r\n{"));
                trickles.execute(() -> trickle(socket));
            }

            Load.Outcomes outcomes =
                    new Load(https, harmless).steadily(2, 20, Load.time(Duration.ofSeconds(7), Duration.ofMinutes(1)));

            assertThat(outcomes.counts()).containsOnlyKeys(Load.ALLOWED);
            assertThat(outcomes.slowest()).isLessThan(IN_TIME);
            assertAnswersInTime();
            trickles.shutdownNow();
        }
    }

    /** So often that it is never silent for long. */
    private static void trickle(Socket socket) {
        try (socket) {
            while (true) {
                write(socket, "x");
                Thread.sleep(Duration.ofSeconds(1));
            }
        } catch (IOException _) {
            // cut off
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whoeverSaysNothingMoreIsCutOff() throws Exception {
        try (SSLSocket socket = tls()) {
            write(socket, "POST /validate HTTP/1.1\r\nHost: x\r\nContent-Le");

            assertThat(closes(socket)).isTrue();
        }
    }

    @Test
    void aCompressedReviewIsNotReadAndThusDenied() throws Exception {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(harmless);
        }

        assertThat(https.postEncoded("gzip", compressed.toByteArray()).body())
                .contains("\"allowed\":false", "could not read this request");
    }

    @Test
    void largeBodiesThatAreAnnouncedAndHeldBackDisturbNobody() throws Exception {
        var sockets = new ArrayList<SSLSocket>();
        for (int i = 0; i < 50; i++) {
            sockets.add(tls());
            write(sockets.getLast(), "POST /validate HTTP/1.1\r\nHost: x\r\nContent-Length: 8000000\r\n\r\n{");
        }

        assertAnswersInTime();

        for (SSLSocket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void http2AndNonsenseAreTurnedAwayOnOneConnectionOnly() throws Exception {
        for (String nonsense : List.of(
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0\377\377\377\377", // RFC 9113 section 3.4
                "POST /validate HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                "POST /validate HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nzz\r\n",
                "\0\1\2\3\r\n\r\n")) {
            try (SSLSocket socket = tls()) {
                write(socket, nonsense);

                assertThat(closes(socket)).as(nonsense).isTrue();
            }
        }
        assertAnswersInTime();
    }

    /** An API server that asks again within 90 seconds does so over the same connection. */
    @Test
    void aConnectionIsKeptForLongerThanAnApiServerKeepsIt() throws Exception {
        try (SSLSocket socket = tls()) {
            ask(socket);
            Thread.sleep(Load.time(Duration.ofSeconds(15), Duration.ofSeconds(95)));
            ask(socket);
        }
    }

    @Test
    void ofManyConnectionsNoneIsKept() throws Exception {
        try (var _ = connections(IdleConnections.FEW + 1_000, new byte[0])) {
            await().until(() -> !isKept()); // accepted one after the other
        }
        await().atMost(Duration.ofMinutes(1)).until(this::isKept);
    }

    private boolean isKept() throws IOException, InterruptedException {
        HttpResponse<String> answer = https.post(harmless);
        assertThat(answer.body()).contains("\"allowed\":true");
        return !answer.headers().allValues("connection").contains("close");
    }

    private void ask(SSLSocket socket) throws IOException {
        write(
                socket,
                "POST /validate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                        + harmless.length + "\r\n\r\n" + new String(harmless, ISO_8859_1));
        var answer = new StringBuilder();
        while (answer.indexOf("\"allowed\":true") < 0) {
            int next = socket.getInputStream().read();
            assertThat(next).as("the end of the connection after: %s", answer).isNotNegative();
            answer.append((char) next);
        }
        socket.getInputStream().skipNBytes(socket.getInputStream().available());
    }

    @Test
    void http2IsNotAgreedTo() throws Exception {
        try (SSLSocket socket = tls()) {
            SSLParameters offer = socket.getSSLParameters();
            offer.setApplicationProtocols(new String[] {"h2", "http/1.1"}); // as an API server does
            socket.setSSLParameters(offer);
            socket.startHandshake();

            assertThat(socket.getApplicationProtocol()).isNotEqualTo("h2");
        }
    }

    private void assertAnswersInTime() throws Exception {
        try (Https another = Https.to(shipped)) {
            long begin = System.nanoTime();
            assertThat(another.post(harmless).body()).contains("\"allowed\":true");
            assertThat(https.post(harmless).body()).contains("\"allowed\":true");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(IN_TIME);
        }
    }

    private Connections connections(int count, byte[] first) throws IOException {
        var open = new ArrayList<SocketChannel>();
        for (int i = 0; i < count; i++) {
            SocketChannel channel =
                    SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), shipped.port()));
            channel.write(ByteBuffer.wrap(first));
            open.add(channel);
        }
        return new Connections(open);
    }

    private record Connections(List<SocketChannel> open) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            for (SocketChannel channel : open) {
                channel.close();
            }
        }
    }

    private SSLSocket tls() throws IOException, GeneralSecurityException {
        var socket = (SSLSocket)
                Https.trusting(shipped.authority()).getSocketFactory().createSocket("127.0.0.1", shipped.port());
        socket.setSoTimeout(Math.toIntExact(Duration.ofSeconds(10).toMillis()));
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Whether the other side ends it, with or without an answer. */
    private static boolean closes(Socket socket) {
        try {
            String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            return answer.isEmpty() || answer.startsWith("HTTP/1.1 4");
        } catch (SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            return true; // it was reset
        }
    }
}
