package cloud.kuryzhev.rbacguard.policy.rule;

/**
 * Where an object breaks a rule.
 *
 * @param subject what stands behind the colon of the finding's rule id, such as a forbidden role's name; mostly {@code ""}
 * @param field such as {@code rules[0].verbs[1]}
 * @param reason what is wrong here and why that is dangerous, one sentence without a full stop
 * @param narrow whether it is confined to named objects, and so weighs one step less
 */
public record Match(String subject, String field, String reason, boolean narrow) {

    /** A match that is not confined to named objects. */
    static Match at(String field, String reason) {
        return new Match("", field, reason, false);
    }
}
