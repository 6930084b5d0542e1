package cloud.kuryzhev.rbacguard.drift.telling;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The issues of one repository, by GitHub's REST API of 2022-11-28. */
final class GithubIssues {

    /** A page of a hundred issues, each with a body of up to 64 KB. */
    private static final int MAX_ANSWER = 16 * 1024 * 1024;

    private static final int PAGE = 100;
    private static final int MAX_PAGES = 100;
    private static final int UNPROCESSABLE = 422;

    /** The member of an issue that names people. */
    static final String ASSIGNEES = "assignees";

    private final String base;
    private final String repository;
    private final GithubCredentials credentials;
    private final Http http;
    private final Json json;
    private final Clock clock;

    /**
     * One repository.
     *
     * @param api the API's URL: {@code https://api.github.com}, or {@code https://HOST/api/v3} of GitHub Enterprise
     * @param repository {@code owner/name}
     */
    GithubIssues(URI api, String repository, GithubCredentials credentials, Http http, Json json, Clock clock) {
        this.base = api.toString().replaceFirst("/+$", "") + "/repos/" + repository + "/issues";
        this.repository = repository;
        this.credentials = credentials;
        this.http = http;
        this.json = json;
        this.clock = clock;
    }

    /** The number in an issue's URL, if it is of this repository. */
    Optional<Long> number(String url) {
        String path = "/" + repository + "/issues/";
        int at = url.indexOf(path);
        String number = at < 0 ? "" : url.substring(at + path.length());
        return number.matches("[1-9][0-9]{0,17}") ? Optional.of(Long.valueOf(number)) : Optional.empty();
    }

    /** Answers its URL for people. An assignee who left the organisation does not keep it from being opened. */
    String open(Map<String, Object> issue) throws NotTold, InterruptedException {
        Http.Reply reply = send("POST", "", issue);
        if (reply.status() == UNPROCESSABLE && issue.containsKey(ASSIGNEES)) {
            var unassigned = new LinkedHashMap<>(issue);
            unassigned.remove(ASSIGNEES);
            reply = send("POST", "", unassigned);
        }
        return url(checked(reply));
    }

    /** Answers its URL for people; empty if there is no such issue any more. */
    Optional<String> update(long number, Map<String, Object> issue) throws NotTold, InterruptedException {
        Http.Reply reply = send("PATCH", "/" + number, issue);
        if (reply.status() == 404 || reply.status() == 410) {
            call("GET", "?per_page=1", null); // is it the issue that is gone, or the repository?
            return Optional.empty();
        }
        return Optional.of(url(checked(reply)));
    }

    void comment(long number, String body) throws NotTold, InterruptedException {
        call("POST", "/" + number + "/comments", Map.of("body", body));
    }

    /** Whether one of the newest comments says {@code text}. */
    boolean hasComment(long number, String since, String text) throws NotTold, InterruptedException {
        String query = "/comments?per_page=" + PAGE + (since.isEmpty() ? "" : "&since=" + since);
        return json.list(call("GET", "/" + number + query, null).body()).stream()
                .anyMatch(it -> it instanceof Map<?, ?> comment
                        && Json.string(comment, "body").contains(text));
    }

    /** One page of all issues with a label, open or closed, from 1 on; empty behind the last. */
    List<?> page(String label, int page) throws NotTold, InterruptedException {
        return page > MAX_PAGES
                ? List.of()
                : json.list(call("GET", "?state=all&labels=" + label + "&per_page=" + PAGE + "&page=" + page, null)
                        .body());
    }

    private String url(Http.Reply reply) throws NotTold {
        return Json.string(json.object(reply.body()), "html_url").replaceAll("\\s", "");
    }

    private Http.Reply call(String method, String path, @Nullable Object body) throws NotTold, InterruptedException {
        return checked(send(method, path, body));
    }

    private Http.Reply checked(Http.Reply reply) throws NotTold {
        Optional<Answer> problem = Statuses.problem("GitHub", reply, clock.instant());
        if (problem.isPresent()) {
            throw new NotTold(problem.get());
        }
        return reply;
    }

    /** Once more where a token has ended early. */
    private Http.Reply send(String method, String path, @Nullable Object body) throws NotTold, InterruptedException {
        Http.Reply reply = sendOnce(method, path, body);
        if (reply.status() != 401) {
            return reply;
        }
        credentials.refused();
        return sendOnce(method, path, body);
    }

    private Http.Reply sendOnce(String method, String path, @Nullable Object body)
            throws NotTold, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", credentials.authorization())
                .header("Accept", "application/vnd.github+json")
                .header("X-GitHub-Api-Version", "2022-11-28")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json.write(body)));
        return http.send(request.build(), MAX_ANSWER);
    }
}
