package cloud.kuryzhev.rbacguard.cli;

/** Nothing can be done with what the user gave; the message says what, where and what to do, and the exit code is 2. */
public final class UnusableInput extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message fit to be shown */
    public UnusableInput(String message) {
        super(message);
    }

    /** @param message fit to be shown */
    public UnusableInput(String message, Throwable cause) {
        super(message, cause);
    }
}
