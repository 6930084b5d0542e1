package cloud.kuryzhev.rbacguard.drift.telling;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends requests out of the cluster: redirects are not followed, and answers are bounded in time and size. */
final class Http {

    private final HttpClient client;
    private final Duration longest;

    /** @param longest from the beginning of a request to the end of its answer */
    Http(Duration longest) {
        this.longest = longest;
        this.client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(longest)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** An answer of any status. */
    record Reply(int status, java.net.http.HttpHeaders headers, String body) {

        Optional<String> header(String name) {
            return headers.firstValue(name);
        }
    }

    /**
     * Sends once.
     *
     * @param maxBody of the answer, in bytes
     * @throws NotTold if no whole answer came
     */
    Reply send(HttpRequest request, int maxBody) throws NotTold, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> sent =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxBody));
        try {
            HttpResponse<byte[]> response = sent.get(longest.toMillis(), TimeUnit.MILLISECONDS);
            return new Reply(response.statusCode(), response.headers(), new String(response.body(), UTF_8));
        } catch (TimeoutException _) {
            throw unanswered(request, "did not answer within " + longest.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw unanswered(request, reason(e.getCause()));
        } finally {
            sent.cancel(true);
        }
    }

    private static String reason(@Nullable Throwable cause) {
        return cause instanceof IOException
                ? cause.getClass().getSimpleName() + " " + cause.getMessage()
                : String.valueOf(cause);
    }

    /** The host alone: paths can be secrets. */
    private static NotTold unanswered(HttpRequest request, String why) {
        return new NotTold(Answer.busy(request.uri().getHost() + ": " + why));
    }
}
