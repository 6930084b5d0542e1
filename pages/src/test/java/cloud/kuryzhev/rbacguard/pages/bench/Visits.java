package cloud.kuryzhev.rbacguard.pages.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** One page asked for again and again, as a browser would, one request after the other. */
final class Visits {

    private static final int FIRST = 200;
    private static final int MEASURED = 200;
    private static final Pattern FILE = Pattern.compile("(?:href|src)=\"(/assets/[^\"]+)\"");

    private final HttpClient http;
    private final URI site;
    private final String token;
    private String cookie = "";

    Visits(HttpClient http, URI site, String token) {
        this.http = http;
        this.site = site;
        this.token = token;
    }

    /**
     * How long it took, from the request to the last byte of the answer.
     *
     * @param weight of the page with all that it needs, as it is sent, in bytes
     */
    record Took(double medianMillis, double p95Millis, long weight) {}

    Took of(String path) throws IOException, InterruptedException {
        for (int i = 0; i < FIRST; i++) {
            get(path);
        }
        double[] millis = new double[MEASURED];
        for (int i = 0; i < MEASURED; i++) {
            long started = System.nanoTime();
            get(path);
            millis[i] = (System.nanoTime() - started) / 1e6;
        }
        Arrays.sort(millis);
        return new Took(millis[MEASURED / 2], millis[MEASURED * 95 / 100], weight(path));
    }

    private long weight(String path) throws IOException, InterruptedException {
        byte[] page = get(path);
        long sum = page.length;
        try (var text = new GZIPInputStream(new java.io.ByteArrayInputStream(page))) {
            var file = FILE.matcher(new String(text.readAllBytes(), StandardCharsets.UTF_8));
            while (file.find()) {
                sum += get(file.group(1)).length;
            }
        }
        return sum;
    }

    private byte[] get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(site.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Accept-Encoding", "gzip");
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " was answered with " + answer.statusCode());
        }
        answer.headers().allValues("Set-Cookie").stream()
                .filter(it -> it.startsWith("rbac-guard="))
                .forEach(it -> cookie = it.replaceAll(";.*", ""));
        return answer.body();
    }
}
