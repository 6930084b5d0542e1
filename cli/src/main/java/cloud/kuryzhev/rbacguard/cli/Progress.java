package cloud.kuryzhev.rbacguard.cli;

import java.io.PrintWriter;

/** Shows on a terminal's standard error that a long reading goes on; silent anywhere else, and while it is short. */
public final class Progress {

    /** Set by the script, which can tell: the JDK cannot. */
    private static final boolean TERMINAL = Boolean.getBoolean("rbac-guard.terminal");

    private static final int STEP = 50_000;

    private final PrintWriter err;
    private final String what;
    private long steps;

    /** @param what is counted, in the plural */
    public Progress(PrintWriter err, String what) {
        this.err = err;
        this.what = what;
    }

    /** One more. */
    public void step() {
        if (++steps % STEP == 0 && TERMINAL) {
            err.printf("\rrbac-guard: %,d %s read", steps, what);
            err.flush();
        }
    }

    /** No more will come: what was shown is wiped away. */
    public void done() {
        if (steps >= STEP && TERMINAL) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
