package cloud.kuryzhev.rbacguard.policy;

/**
 * One rule that one object breaks.
 *
 * @param rule its id, such as {@code wildcard_verb} or {@code forbidden_role_ref:cluster-admin}
 * @param action what is done about it at admission
 * @param field where in the object: {@code rules[0].verbs[1]}
 * @param reason what is wrong and why that is dangerous, one sentence
 * @param fix what to do instead, one sentence
 */
public record Finding(String rule, Action action, Severity severity, String field, String reason, String fix) {

    /** The rule's id as {@code policy.yaml} names it, without what stands behind the colon. */
    public String ruleId() {
        int colon = rule.indexOf(':');
        return colon < 0 ? rule : rule.substring(0, colon);
    }

    /** As one line for people. */
    public String sentence() {
        return rule + " (" + severity + ") at " + field + ": " + reason + ". Instead: " + fix + ".";
    }
}
