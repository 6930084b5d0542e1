package cloud.kuryzhev.rbacguard.drift.telling;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An App's token for one installation, kept until shortly before it expires. Not thread-safe. */
final class GithubApp implements GithubCredentials {

    private static final Duration SPARE = Duration.ofMinutes(5);
    private static final int MAX_ANSWER = 64 * 1024;

    private final String app;
    private final URI tokens;
    private final Secret key;
    private final Http http;
    private final Json json;
    private final Clock clock;
    private @Nullable Token token;

    private record Token(String value, Instant expires) {}

    GithubApp(String app, URI tokens, Secret key, Http http, Json json, Clock clock) {
        this.app = app;
        this.tokens = tokens;
        this.key = key;
        this.http = http;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String authorization() throws NotTold, InterruptedException {
        Token known = token;
        if (known == null || !clock.instant().isBefore(known.expires.minus(SPARE))) {
            known = renewed();
            token = known;
        }
        return "Bearer " + known.value;
    }

    @Override
    public void refused() {
        token = null;
    }

    private Token renewed() throws NotTold, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(tokens)
                .header("Authorization", "Bearer " + jwt())
                .header("Accept", "application/vnd.github+json")
                .POST(BodyPublishers.noBody())
                .build();
        Http.Reply reply = http.send(request, MAX_ANSWER);
        Optional<Answer> problem = Statuses.problem(tokens.getHost(), reply, clock.instant());
        if (problem.isPresent()) {
            // whatever is wrong here is wrong with the App, not with what is to be told
            throw new NotTold(
                    problem.get() instanceof Answer.Busy busy
                            ? busy
                            : Answer.busy("GitHub gives the App no token: " + problem.get()));
        }
        try {
            var answer = json.object(reply.body());
            return new Token(Json.string(answer, "token"), Instant.parse(Json.string(answer, "expires_at")));
        } catch (DateTimeException _) {
            throw new NotTold(Answer.busy("GitHub's answer to the App holds no expires_at"));
        }
    }

    private String jwt() throws NotTold {
        try {
            return AppJwt.sign(app, key.read(), clock.instant());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new NotTold(
                    Answer.busy("the App's private key in " + key.file() + " cannot be used: " + e.getMessage()));
        }
    }
}
