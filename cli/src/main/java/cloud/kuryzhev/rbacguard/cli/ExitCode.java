package cloud.kuryzhev.rbacguard.cli;

/** What the command's exit codes mean, to the letter what pipelines rely on. */
public final class ExitCode {

    /** Fine. */
    public static final int OK = 0;

    /** Findings, or new access, where the user asked to fail on them. */
    public static final int FOUND = 1;

    /** Input or arguments that cannot be used; what else there was is processed. */
    public static final int UNUSABLE = 2;

    private ExitCode() {}
}
