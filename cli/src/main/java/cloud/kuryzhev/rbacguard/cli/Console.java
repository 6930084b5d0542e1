package cloud.kuryzhev.rbacguard.cli;

import cloud.kuryzhev.rbacguard.cli.manifest.Problem;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where a command reads and writes.
 *
 * @param ansi whether {@code out} takes colours
 */
public record Console(InputStream in, PrintWriter out, PrintWriter err, Ansi ansi) {

    /** That of {@code spec}'s command line. */
    public static Console of(CommandSpec spec) {
        var line = spec.commandLine();
        return new Console(
                System.in, line.getOut(), line.getErr(), line.getColorScheme().ansi());
    }

    /** Tells {@code problems}, one a line. */
    public void tell(List<Problem> problems) {
        problems.forEach(problem -> err.println("rbac-guard: " + problem));
    }
}
