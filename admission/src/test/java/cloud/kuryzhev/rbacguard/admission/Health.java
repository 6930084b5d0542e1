package cloud.kuryzhev.rbacguard.admission;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** What probes and scrapers see, over plain HTTP. */
record Health(HttpClient client, int port) implements AutoCloseable {

    static Health of(Guard guard) {
        return new Health(HttpClient.newHttpClient(), guard.managementPort());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                BodyHandlers.ofString());
    }

    /** The status code and the overall status of one health group. */
    String status(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);
        return response.statusCode() + " " + response.body().replaceFirst("(?s)^\\{\"status\":\"([A-Z_]+)\".*$", "$1");
    }

    @Override
    public void close() {
        client.close();
    }
}
