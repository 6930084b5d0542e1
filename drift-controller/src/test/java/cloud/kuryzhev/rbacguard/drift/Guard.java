package cloud.kuryzhev.rbacguard.drift;

import static java.nio.charset.StandardCharsets.UTF_8;

import cloud.kuryzhev.rbacguard.pages.serving.PagesPort;
import cloud.kuryzhev.rbacguard.testbed.User;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The drift controller in this JVM, with a cycle of half a second and suggestions from the first evidence on. */
final class Guard implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext context;

    private Guard(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts it as {@code user}, which may be out of reach. */
    static Guard start(User user, Path auditLog, Path directory, String... more) {
        System.setProperty("kubeconfig", user.kubeconfig().toString());
        try {
            List<String> arguments = arguments(auditLog, directory, "in-process");
            for (String argument : more) {
                String key = argument.substring(0, argument.indexOf('=') + 1);
                arguments.removeIf(it -> it.startsWith(key)); // two values of one property would make a list
                arguments.add(argument);
            }
            return new Guard(SpringApplication.run(DriftControllerApplication.class, arguments.toArray(String[]::new)));
        } finally {
            System.clearProperty("kubeconfig");
        }
    }

    static Guard start(Installation installation, Path directory) {
        return start(installation.auditor(), installation.plane().auditLog(), directory);
    }

    static List<String> arguments(Path auditLog, Path directory, String identity) {
        return new ArrayList<>(List.of(
                "--rbac-guard.namespace=" + Installation.NAMESPACE,
                "--rbac-guard.identity=" + identity,
                "--rbac-guard.cycle=500ms",
                "--rbac-guard.audit-log=" + auditLog,
                "--rbac-guard.usage-store=" + directory.resolve("usage.db"),
                "--rbac-guard.suggestion.minimum-window=1ms",
                "--server.port=0"));
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** Of the pages, where they are enabled. */
    int pagesPort() {
        return context.getBean(PagesPort.class).number();
    }

    HttpResponse<String> get(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String readiness() {
        return get("/health/readiness").body();
    }

    String metrics() {
        return get("/metrics").body();
    }

    /** The value of the one sample that is written {@code sample}, labels in order of their names; 0 if there is none. */
    double metric(String sample) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(sample + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() {
        context.close();
    }
}
