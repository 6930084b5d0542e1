package cloud.kuryzhev.rbacguard.cli;

import cloud.kuryzhev.rbacguard.cli.access.WhatCanCommand;
import cloud.kuryzhev.rbacguard.cli.access.WhoCanCommand;
import cloud.kuryzhev.rbacguard.cli.admit.AdmitCommand;
import cloud.kuryzhev.rbacguard.cli.compare.CompareCommand;
import cloud.kuryzhev.rbacguard.cli.doctor.DoctorCommand;
import cloud.kuryzhev.rbacguard.cli.explain.ExplainCommand;
import cloud.kuryzhev.rbacguard.cli.generate.GenerateCommand;
import cloud.kuryzhev.rbacguard.cli.report.ReportCommand;
import cloud.kuryzhev.rbacguard.cli.review.ReviewCommand;
import cloud.kuryzhev.rbacguard.cli.review.UndoCommand;
import cloud.kuryzhev.rbacguard.cli.scan.ScanCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The {@code rbac-guard} command. */
@Command(
        name = "rbac-guard",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        description = "Finds Kubernetes RBAC that hands out too much, and writes the least that would do.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = RbacGuard.Version.class,
        footer = {"", "Exit codes: 0 fine, 1 findings or new access where asked to fail, 2 unusable input or arguments."
        })
public final class RbacGuard {

    private static final List<Class<?>> COMMANDS = List.of(
            ScanCommand.class,
            AdmitCommand.class,
            GenerateCommand.class,
            ExplainCommand.class,
            CompareCommand.class,
            WhoCanCommand.class,
            WhatCanCommand.class,
            ReviewCommand.class,
            UndoCommand.class,
            ReportCommand.class,
            DoctorCommand.class,
            CompletionCommand.class);

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Show where a failure comes from.")
    private boolean verbose;

    boolean verbose() {
        return verbose;
    }

    /**
     * A new command line of it, to be run with {@code arguments}. Of the commands that these do not name only what the list of commands
     * shows is looked at: to look at all options of all of them takes longer than most commands run.
     */
    public static CommandLine commandLine(String... arguments) {
        Set<String> said = Set.copyOf(Arrays.asList(arguments));
        boolean all = said.contains("completion");
        var line = new CommandLine(new RbacGuard());
        for (Class<?> command : COMMANDS) {
            Command about = command.getAnnotation(Command.class);
            boolean meant = all
                    || said.contains(about.name())
                    || Arrays.stream(about.aliases()).anyMatch(said::contains);
            line.addSubcommand(about.name(), meant ? command : outline(about), about.aliases());
        }
        return line.setExecutionExceptionHandler(new Failures()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static CommandSpec outline(Command about) {
        CommandSpec spec = CommandSpec.create();
        spec.usageMessage().description(about.description());
        return spec;
    }

    /** Runs it, and ends with its exit code. */
    public static void main(String... arguments) {
        CommandLine line = commandLine(arguments)
                .setOut(new PrintWriter(System.out, false, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        int code = line.execute(arguments);
        line.getOut().flush();
        System.exit(code);
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = RbacGuard.class.getPackage().getImplementationVersion();
            return new String[] {"rbac-guard " + (version == null ? "of a build folder" : version)};
        }
    }
}
