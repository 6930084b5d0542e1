package cloud.kuryzhev.rbacguard.drift.telling;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An incoming webhook of Slack, or of what takes the same: many changes in one message, the first ones with a line each. */
final class SlackSink implements Sink {

    private static final int BATCH = 200;
    private static final int LINES = 20;

    /** In a message about more, nobody would find the lines between the diffs. */
    private static final int DIFFS = 3;

    private static final int MAX_ANSWER = 64 * 1024;

    private final String cluster;
    private final Secret url;
    private final Http http;
    private final Function<Object, String> json;
    private final Clock clock;

    /** @param url the file that holds the webhook's URL, which is a secret */
    SlackSink(String cluster, Secret url, Http http, Function<Object, String> json, Clock clock) {
        this.cluster = cluster;
        this.url = url;
        this.http = http;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "slack";
    }

    @Override
    public String content(RBACViolation violation) {
        boolean noted = Notice.phase(violation).equals(RBACViolationStatus.NOTED);
        // that what is wrong was created, or what is right now was deleted, goes without a message of its own
        return violation.getSpec().severity()
                + violation.getSpec().violatedRules()
                + Words.changed(violation, change -> noted || change.what().equals("changed"));
    }

    @Override
    public int batch() {
        return BATCH;
    }

    @Override
    public Answer tell(List<Notice> notices) throws InterruptedException {
        try {
            var uri = Destination.of(url.read())
                    .orElseThrow(() -> new NotTold(Answer.busy("what is in " + url.file() + " is no https URL")));
            var request = HttpRequest.newBuilder(uri)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(json.apply(Map.of("text", text(notices)))))
                    .build();
            Http.Reply reply = http.send(request, MAX_ANSWER);
            return Statuses.problem(uri.getHost(), reply, clock.instant()).orElse(Answer.DONE);
        } catch (NotTold e) {
            return e.answer();
        }
    }

    private String text(List<Notice> notices) {
        String lines = notices.stream()
                .limit(LINES)
                .map(notice -> line(notice) + (notices.size() > DIFFS ? "" : changes(notice)))
                .collect(Collectors.joining("\n"));
        int more = notices.size() - LINES;
        return more <= 0 ? lines : lines + "\n… and " + more + " more: `kubectl get rbacv -A`";
    }

    private String line(Notice notice) {
        var spec = notice.violation().getSpec();
        String where = cluster.isEmpty() ? "" : " in " + Text.slackCode(cluster);
        return icon(notice) + " *" + Text.slack(spec.severity()) + "* "
                + Text.slackCode(Words.object(notice.violation()))
                + where + " " + Words.happened(notice) + ": "
                + (notice.isNoted() ? "" : Text.slackCode(String.join(", ", spec.violatedRules())) + " — ")
                + Text.slackCode(Words.next(notice.violation()));
    }

    private static String changes(Notice notice) {
        String changes = Words.changes(notice);
        return changes.isEmpty() ? "" : "\n" + Text.slackBlock(changes);
    }

    private static String icon(Notice notice) {
        if (notice.isNoted()) {
            return ":memo:";
        }
        return switch (notice.what()) {
            case APPEARED, RETURNED, REGRESSED -> ":rotating_light:";
            case RESOLVED -> ":white_check_mark:";
            case CHANGED, DECIDED, APPLIED -> ":memo:";
        };
    }
}
