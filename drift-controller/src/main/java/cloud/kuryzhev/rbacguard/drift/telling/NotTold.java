package cloud.kuryzhev.rbacguard.drift.telling;

/** Ends a telling of several steps at the step that was not taken. */
final class NotTold extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Answer answer;

    NotTold(Answer answer) {
        super(answer.toString(), null, false, false);
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }
}
