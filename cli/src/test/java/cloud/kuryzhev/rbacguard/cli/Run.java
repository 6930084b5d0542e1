package cloud.kuryzhev.rbacguard.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** What one run of the command came to. */
public record Run(int code, String out, String err) {

    /** Runs it with nothing to read. */
    public static Run of(String... arguments) {
        return with("", arguments);
    }

    /** Runs it with {@code stdin} to read, without colours. */
    public static Run with(String stdin, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        CommandLine line = RbacGuard.commandLine(arguments)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)));
        try {
            int code = line.execute(arguments);
            line.getOut().flush();
            return new Run(code, out.toString(), err.toString());
        } finally {
            System.setIn(before);
        }
    }

    /** Everything that a user sees, and the exit code. */
    public String transcript(List<String> arguments) {
        return "$ rbac-guard " + String.join(" ", arguments) + "\n" + out + (err.isEmpty() ? "" : "stderr:\n" + err)
                + "exit code " + code + "\n";
    }
}
