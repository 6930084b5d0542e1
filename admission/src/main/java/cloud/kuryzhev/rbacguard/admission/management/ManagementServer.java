package cloud.kuryzhev.rbacguard.admission.management;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.util.concurrent.Executors;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Answers probes and scrapers on a port of its own, by the JDK's small server: what crowds the other port does not keep them waiting, and
 * Spring MVC on a second Tomcat would take longer to start than all the rest.
 */
@Component
public class ManagementServer implements SmartLifecycle {

    private final Pages pages;
    private final HttpServer server;
    private volatile boolean running;

    ManagementServer(Pages pages, Listener listener) throws IOException {
        this.pages = pages;
        this.server = listener.listen();
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
    }

    /** Where it listens, also if any free port was asked for. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Page page = exchange.getRequestMethod().equals("GET")
                    ? pages.get(
                            exchange.getRequestURI().getPath(),
                            exchange.getRequestHeaders().getFirst("Authorization"))
                    : Page.NOT_ALLOWED;
            exchange.getResponseHeaders().set("Content-Type", page.type());
            byte[] body = page.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(page.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void start() {
        server.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        server.stop(0);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** There before the other port is, and until that is gone. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
