package cloud.kuryzhev.rbacguard.policy.audit;

import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * An API server's audit policy ({@code audit.k8s.io/v1} {@code Policy}), as far as it decides what is logged at all.
 *
 * @param omitStages for every rule
 */
public record AuditPolicy(List<AuditRule> rules, Set<Stage> omitStages) {

    public AuditPolicy {
        rules = List.copyOf(rules);
        omitStages = Set.copyOf(omitStages);
    }

    /**
     * What is logged of {@code subject}.
     *
     * @param subject a group stands for each of its members
     * @param groups all those that a user was seen in; empty for one who was never seen, and may be in any. A service account is in those
     *     that follow from its name
     */
    public SubjectAudit of(Subject subject, Set<String> groups) {
        var relevant = new ArrayList<SubjectAudit.Rule>();
        for (int i = 0; i < rules.size(); i++) {
            AuditRule rule = rules.get(i);
            Match match = RuleMatch.subject(rule, subject, groups);
            if (match != Match.NONE) {
                relevant.add(new SubjectAudit.Rule(i + 1, rule, match, omitted(rule)));
            }
        }
        return new SubjectAudit(relevant);
    }

    private Set<Stage> omitted(AuditRule rule) {
        var omitted = EnumSet.noneOf(Stage.class);
        omitted.addAll(omitStages);
        omitted.addAll(rule.omitStages());
        return omitted;
    }
}
