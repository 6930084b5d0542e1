package cloud.kuryzhev.rbacguard.drift.telling;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One issue for each violation: opened, kept up to date, closed when it is resolved and opened again when it comes back. */
final class GithubSink implements Sink {

    private static final int MAX_ASSIGNEES = 10;

    private final GithubIssues issues;
    private final IssueIndex index;
    private final IssueText text;
    private final String label;

    GithubSink(GithubIssues issues, IssueIndex index, IssueText text, String label) {
        this.issues = issues;
        this.index = index;
        this.text = text;
        this.label = label;
    }

    @Override
    public String name() {
        return "github";
    }

    @Override
    public String content(RBACViolation violation) {
        return text.title(violation) + "\n" + text.body(violation);
    }

    /** There is nothing to resolve. */
    @Override
    public boolean tellsChanges() {
        return false;
    }

    @Override
    public int batch() {
        return 1;
    }

    @Override
    public Answer tell(List<Notice> notices) throws InterruptedException {
        try {
            return tell(notices.getFirst());
        } catch (NotTold e) {
            return e.answer();
        }
    }

    private Answer tell(Notice notice) throws NotTold, InterruptedException {
        Optional<Long> known = number(notice);
        Optional<String> updated = known.isEmpty() ? Optional.empty() : issues.update(known.get(), fields(notice));
        if (updated.isPresent()) {
            comment(known.get(), notice);
            return new Answer.Done(updated.get());
        }
        index.forget(text.key(notice.violation()));
        return notice.what() == Notice.What.RESOLVED ? Answer.DONE : new Answer.Done(opened(notice));
    }

    private Optional<Long> number(Notice notice) throws NotTold, InterruptedException {
        Optional<Long> remembered = issues.number(notice.reference());
        return remembered.isPresent() ? remembered : index.find(text.key(notice.violation()));
    }

    private Map<String, Object> fields(Notice notice) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("title", text.title(notice.violation()));
        fields.put("body", text.body(notice.violation()));
        switch (notice.what()) {
            case APPEARED, RETURNED, REGRESSED -> fields.put("state", "open");
            case RESOLVED -> {
                fields.put("state", "closed");
                fields.put("state_reason", "completed");
            }
            case CHANGED, DECIDED, APPLIED -> {} // whoever closed it meanwhile had a reason
        }
        return fields;
    }

    /** What changes its phase is worth a mail to those who follow the issue; said once, also where the last attempt ended behind it. */
    private void comment(long number, Notice notice) throws NotTold, InterruptedException {
        if (notice.what() == Notice.What.APPEARED || notice.what() == Notice.What.CHANGED) {
            return;
        }
        String marker = "<!-- rbac-guard:told=" + Digest.of(notice.digest() + notice.before()) + " -->";
        String since = notice.before().map(Told::at).orElse("");
        if (!issues.hasComment(number, since, marker)) {
            issues.comment(number, marker + "\nThis violation " + Words.happened(notice) + ".");
        }
    }

    private String opened(Notice notice) throws NotTold, InterruptedException {
        var issue = new LinkedHashMap<String, Object>();
        issue.put("title", text.title(notice.violation()));
        issue.put("body", text.body(notice.violation()));
        issue.put("labels", List.of(label));
        List<String> assignees = assignees(notice.violation());
        if (!assignees.isEmpty()) {
            issue.put(GithubIssues.ASSIGNEES, assignees);
        }
        index.expect(text.key(notice.violation()));
        String url = issues.open(issue);
        issues.number(url).ifPresent(number -> index.put(text.key(notice.violation()), number));
        return url;
    }

    private List<String> assignees(RBACViolation violation) {
        return text.owners().of(Optional.ofNullable(violation.getSpec().sourceNamespace())).stream()
                .filter(owner -> !owner.contains("/"))
                .limit(MAX_ASSIGNEES)
                .toList();
    }
}
