package cloud.kuryzhev.rbacguard.drift.telling;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which issue speaks of which violation, by a marker in its body: for when nobody remembers its number. Read anew every five minutes, as
 * another replica may have opened some. Only issues with the label count, which strangers cannot give. Not thread-safe.
 */
final class IssueIndex {

    private static final Duration GOOD_FOR = Duration.ofMinutes(5);
    private static final Pattern MARKER = Pattern.compile("<!-- rbac-guard:violation=(\\S{1,600}) -->");

    private final GithubIssues issues;
    private final String label;
    private final Clock clock;
    private final Map<String, Long> numbers = new HashMap<>();
    private Instant read = Instant.EPOCH;
    private final Set<String> unsure = new HashSet<>();

    IssueIndex(GithubIssues issues, String label, Clock clock) {
        this.issues = issues;
        this.label = label;
        this.clock = clock;
    }

    /** To stand in the body of the issue. */
    static String marker(String violation) {
        return "<!-- rbac-guard:violation=" + violation + " -->";
    }

    Optional<Long> find(String violation) throws NotTold, InterruptedException {
        Instant now = clock.instant();
        if (unsure.contains(violation) || now.isAfter(read.plus(GOOD_FOR))) {
            readAll();
            read = now;
            unsure.clear();
        }
        return Optional.ofNullable(numbers.get(violation));
    }

    /** An issue is about to be opened: until it is known, only the list of all tells whether it was. */
    void expect(String violation) {
        unsure.add(violation);
    }

    void put(String violation, long number) {
        numbers.put(violation, number);
        unsure.remove(violation);
    }

    void forget(String violation) {
        numbers.remove(violation);
    }

    private void readAll() throws NotTold, InterruptedException {
        var found = new HashMap<String, Long>();
        List<?> page = issues.page(label, 1);
        for (int next = 2; !page.isEmpty(); next++) {
            page.forEach(issue -> note(issue, found));
            page = issues.page(label, next);
        }
        numbers.clear();
        numbers.putAll(found);
    }

    /** Pages begin with the newest: of two the older one is kept. A pull request is an issue too, and not one of these. */
    private static void note(Object issue, Map<String, Long> found) {
        if (issue instanceof Map<?, ?> fields
                && !fields.containsKey("pull_request")
                && fields.get("number") instanceof Number number) {
            Matcher marker = MARKER.matcher(Json.string(fields, "body"));
            if (marker.find()) {
                found.put(marker.group(1), number.longValue());
            }
        }
    }
}
