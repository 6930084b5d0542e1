package cloud.kuryzhev.rbacguard.cli.doctor;

import cloud.kuryzhev.rbacguard.cli.state.Answer;

/**
 * One thing that a check saw.
 *
 * @param what was seen
 * @param fix what to do about it, a command where one does it; empty if it is well
 */
record Seen(Verdict verdict, String what, String fix) {

    static Seen ok(String what) {
        return new Seen(Verdict.OK, what, "");
    }

    static Seen warn(String what, String fix) {
        return new Seen(Verdict.WARN, what, fix);
    }

    static Seen fail(String what, String fix) {
        return new Seen(Verdict.FAIL, what, fix);
    }

    /** The API server would not tell {@code what}. */
    static Seen unknown(String what, Answer.Refused refused) {
        return new Seen(
                Verdict.UNKNOWN,
                "could not ask for " + what + ": " + refused.why(),
                refused.code() == 401 || refused.code() == 403
                        ? "run this as somebody who may, such as a cluster administrator"
                        : "");
    }
}
