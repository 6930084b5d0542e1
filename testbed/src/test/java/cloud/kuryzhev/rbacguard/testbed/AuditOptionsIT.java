package cloud.kuryzhev.rbacguard.testbed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditOptionsIT {

    private final Queue<String> batches = new ConcurrentLinkedQueue<>();
    private HttpServer receiver;

    @BeforeEach
    void receive() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(Loopback.ADDRESS, 0), 0);
        receiver.createContext("/", exchange -> {
            batches.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void end() {
        receiver.stop(0);
    }

    @Test
    void eventsArePostedAndASmallLogIsRenamed() throws InterruptedException {
        URI webhook = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/audit");
        ControlPlaneOptions options =
                ControlPlaneOptions.DEFAULT.withAuditLogMegabytes(1).withAuditWebhook(webhook);
        try (ControlPlane plane = options.start()) {
            assertThat(Eventually.holds(() -> batches.stream().anyMatch(batch -> batch.contains("\"EventList\""))))
                    .isTrue();
            assertThat(Eventually.holds(() -> {
                        plane.admin().client().raw("/api?longer=" + "x".repeat(8_000));
                        return files(plane.auditLog().resolveSibling("")) > 1;
                    }))
                    .isTrue();
        }
    }

    private static long files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
