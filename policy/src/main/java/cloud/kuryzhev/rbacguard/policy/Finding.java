package cloud.kuryzhev.rbacguard.policy;

/**
 * One rule that one object breaks.
 *
 * @param rule its id, such as {@code wildcard_verb} or {@code forbidden_role_ref:cluster-admin}
 * @param field where in the object: {@code rules[0].verbs[1]}
 * @param reason what is wrong and why that is dangerous, one sentence
 * @param fix what to do instead, one sentence
 */
public record Finding(String rule, Severity severity, String field, String reason, String fix) {

    /** The same finding, one step more severe. */
    public Finding raised() {
        return new Finding(rule, severity.raised(), field, reason, fix);
    }
}
