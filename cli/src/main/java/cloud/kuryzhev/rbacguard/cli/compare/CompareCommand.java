package cloud.kuryzhev.rbacguard.cli.compare;

import cloud.kuryzhev.rbacguard.cli.Console;
import cloud.kuryzhev.rbacguard.cli.ExitCode;
import cloud.kuryzhev.rbacguard.cli.Json;
import cloud.kuryzhev.rbacguard.cli.TextTable;
import cloud.kuryzhev.rbacguard.cli.access.ListFormat;
import cloud.kuryzhev.rbacguard.cli.access.RuleText;
import cloud.kuryzhev.rbacguard.cli.manifest.Problem;
import cloud.kuryzhev.rbacguard.cli.state.ClusterOptions;
import cloud.kuryzhev.rbacguard.cli.state.State;
import cloud.kuryzhev.rbacguard.cli.state.StateOptions;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rbac-guard compare}. */
@Command(
        name = "compare",
        aliases = "diff",
        description = "List what NEW grants that OLD does not, subject by subject: the gate of a pull request.")
public final class CompareCommand implements Callable<Integer> {

    private static final String LIVE = "live";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "OLD",
            description = "A file, a folder, - for standard input, or live for the cluster.")
    private String before = "";

    @Parameters(index = "1", paramLabel = "NEW", description = "The same.")
    private String after = "";

    @Option(names = "--fail-on-new-access", description = "Exit with 1 where anything is listed.")
    private boolean failOnNewAccess;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = {"-o", "--format"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private ListFormat format = ListFormat.TABLE;

    private record Shape(
            String subject,
            String namespace,
            String binding,
            String role,
            boolean known,
            List<Map<String, List<String>>> rules) {

        static Shape of(NewAccess it) {
            return new Shape(
                    it.subject().toString(),
                    it.binding().namespace(),
                    it.binding().toString(),
                    it.role().toString(),
                    it.known(),
                    it.rules().stream().map(RuleText::fields).toList());
        }
    }

    @Override
    public Integer call() {
        Console console = Console.of(spec);
        State older = older(console);
        State newer = newer(console);
        List<Problem> problems = Stream.concat(older.problems().stream(), newer.problems().stream())
                .toList();
        console.tell(problems);
        List<NewAccess> access = NewAccess.between(older.snapshot(), newer.snapshot(), newer.isWhole(), Set.of());
        console.out()
                .print(
                        switch (format) {
                            case TABLE -> table(access);
                            case JSON ->
                                Json.text(access.stream().map(Shape::of).toList()) + "\n";
                        });
        if (!problems.isEmpty()) {
            return ExitCode.UNUSABLE;
        }
        return failOnNewAccess && !access.isEmpty() ? ExitCode.FOUND : ExitCode.OK;
    }

    /** What Kubernetes ships is not new in a cluster, though no manifest holds it. */
    private State older(Console console) {
        return before.equals(LIVE)
                ? StateOptions.read(List.of(), true, cluster, console)
                : StateOptions.read(List.of(before), false, cluster, console).withShippedBindings();
    }

    /** On top of the live cluster if that is what was: what applying them would make of it. */
    private State newer(Console console) {
        boolean live = before.equals(LIVE) || after.equals(LIVE);
        return StateOptions.read(after.equals(LIVE) ? List.of() : List.of(after), live, cluster, console);
    }

    private static String table(List<NewAccess> access) {
        if (access.isEmpty()) {
            return "no new access\n";
        }
        var table = new TextTable("SUBJECT", "NAMESPACE", "VERBS", "WHAT", "NAMES", "THROUGH", "ROLE");
        for (NewAccess it : access) {
            String namespace = it.binding().kind().namespaced() ? it.binding().namespace() : "*";
            if (!it.known()) {
                table.add(
                        it.subject().toString(),
                        namespace,
                        "?",
                        "all that the role grants, which is not known",
                        "",
                        it.binding().toString(),
                        it.role().toString());
            }
            for (PolicyRule rule : it.rules()) {
                table.add(
                        it.subject().toString(),
                        namespace,
                        RuleText.verbs(rule),
                        RuleText.targets(rule),
                        RuleText.names(rule),
                        it.binding().toString(),
                        it.role().toString());
            }
        }
        return table.text();
    }
}
