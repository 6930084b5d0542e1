package cloud.kuryzhev.rbacguard.policy.audit;

import cloud.kuryzhev.rbacguard.policy.audit.Logged.Answer;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Verbs;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** An audit policy as one subject meets it: equal for all subjects that its rules do not tell apart. */
public final class SubjectAudit {

    /** Subresources whose requests last, and so have a ResponseStarted event ({@code k8s.io/apiserver/pkg/server/config.go}). */
    private static final Set<String> LONG_RUNNING = Set.of("attach", "exec", "proxy", "log", "portforward");

    private final List<Rule> rules;

    /**
     * A rule that may match.
     *
     * @param position from 1
     * @param omitted by the rule or the policy
     */
    record Rule(int position, AuditRule rule, Match subject, Set<Stage> omitted) {

        Match matches(Permission granted) {
            return Match.each(subject, RuleMatch.permission(rule, granted));
        }

        /** Without the event at its end, only a request that lasts is seen, by the event at its start. */
        Answer shows(Permission granted) {
            boolean complete = rule.logs() && !omitted.contains(Stage.ResponseComplete);
            boolean started = rule.logs() && !omitted.contains(Stage.ResponseStarted);
            return complete ? Answer.LOGGED : started ? lasting(granted) : Answer.NOT_LOGGED;
        }
    }

    SubjectAudit(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * Whether the log shows it used: the first rule that matches decides; where none does, nothing is logged.
     *
     * @param granted as a rule grants it: verb, API group, resource and URL may be wildcards; without a name it stands for any name
     *     and none, without a namespace for any namespace and none
     */
    public Logged logged(Permission granted) {
        var found = EnumSet.noneOf(Answer.class);
        String hiding = "";
        for (Rule rule : rules) {
            Match match = rule.matches(granted);
            if (match != Match.NONE) {
                Answer shown = rule.shows(granted);
                found.add(shown);
                hiding = shown == Answer.LOGGED || !hiding.isEmpty() ? hiding : "rule " + rule.position();
            }
            if (match == Match.ALL) {
                return logged(found, hiding);
            }
        }
        found.add(Answer.NOT_LOGGED);
        return logged(found, hiding.isEmpty() ? "no rule" : hiding);
    }

    private static Logged logged(Set<Answer> found, String hiding) {
        String reason = hiding.equals("no rule")
                ? "no rule of the audit policy logs %s"
                : hiding + " of the audit policy does not log %s";
        if (found.size() > 1 || found.contains(Answer.UNKNOWN)) {
            return new Logged(Answer.UNKNOWN, reason.formatted("some of it"));
        }
        return found.contains(Answer.LOGGED)
                ? new Logged(Answer.LOGGED, "the audit policy logs it")
                : new Logged(Answer.NOT_LOGGED, reason.formatted("it"));
    }

    /** {@code LOGGED} for what lasts. */
    private static Answer lasting(Permission granted) {
        String resource = granted instanceof OnResource asked ? asked.resource() : "";
        int slash = resource.indexOf('/');
        boolean lasts =
                granted.verb().equals("watch") || (slash >= 0 && LONG_RUNNING.contains(resource.substring(slash + 1)));
        boolean mayLast = granted.verb().equals(Verbs.ALL) || resource.equals(Verbs.ALL);
        return lasts ? Answer.LOGGED : mayLast ? Answer.UNKNOWN : Answer.NOT_LOGGED;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SubjectAudit audit && audit.rules.equals(rules);
    }

    @Override
    public int hashCode() {
        return rules.hashCode();
    }
}
