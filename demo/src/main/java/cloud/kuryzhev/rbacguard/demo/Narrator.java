package cloud.kuryzhev.rbacguard.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** Prints the steps, their commands and their outcomes. */
final class Narrator {

    private static final int SHOWN_LINES = 40;

    private final PrintStream out;
    private final long started = System.nanoTime();
    private int step;

    Narrator(PrintStream out) {
        this.out = out;
    }

    void say(String line) {
        out.println(line.isEmpty() ? "" : "rbac-guard demo: " + line);
    }

    void step(String what) {
        step++;
        out.println();
        out.println("[" + step + "/" + Story.STEPS + "] " + what);
    }

    void command(String command) {
        out.println("  $ " + command);
    }

    void outcome(String text) {
        List<String> lines = text.strip().lines().toList();
        lines.stream().limit(SHOWN_LINES).forEach(line -> out.println("    " + line));
        if (lines.size() > SHOWN_LINES) {
            out.println("    … and " + (lines.size() - SHOWN_LINES) + " more lines");
        }
    }

    void holds(String what) {
        out.println("  ✓ " + what);
    }

    /** Says that {@code what} holds, or ends the story. */
    void expect(boolean holds, String what) {
        if (!holds) {
            throw new StoryDiffers("expected that " + what);
        }
        holds(what);
    }

    void done() {
        out.println();
        say("all " + step + " steps went as told, in "
                + Duration.ofNanos(System.nanoTime() - started).toSeconds() + " s");
    }

    void differs(String how) {
        out.println("  ✗ " + how);
        out.println();
        say("stopped at step " + step + ", which did not go as told");
    }
}
