package cloud.kuryzhev.rbacguard.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Shows on a terminal's standard error how far a long reading is; silent anywhere else, and where it is short. */
public final class Progress {

    /** Set by the script, which can tell: the JDK cannot. */
    private static final boolean TERMINAL = Boolean.getBoolean("rbac-guard.terminal");

    /** What is read before anybody wonders. */
    private static final long SHORT = 32 << 20;

    private static final int WIDTH = 30;

    private final PrintWriter err;
    private final boolean terminal;
    private final AtomicInteger shown = new AtomicInteger(-1);

    /** Shows it on {@code err}, if that is a terminal. */
    public Progress(PrintWriter err) {
        this(err, TERMINAL);
    }

    Progress(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    /** So many of {@code all} bytes are read by now. */
    public void at(long bytes, long all) {
        if (terminal && all > SHORT) {
            int now = (int) Math.min(100, 100 * bytes / all);
            int before = shown.get();
            if (now > before && shown.compareAndSet(before, now)) {
                show(now, bytes, all);
            }
        }
    }

    private void show(int percent, long bytes, long all) {
        int full = WIDTH * percent / 100;
        err.printf(
                Locale.ROOT,
                "\rrbac-guard: [%s%s] %d %%, %,d of %,d MB read",
                "=".repeat(full),
                " ".repeat(WIDTH - full),
                percent,
                bytes >> 20,
                all >> 20);
        err.flush();
    }

    /** No more will come: what was shown is wiped away. */
    public void done() {
        if (shown.get() >= 0) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
