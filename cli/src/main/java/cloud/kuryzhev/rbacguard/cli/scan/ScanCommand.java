package cloud.kuryzhev.rbacguard.cli.scan;

import cloud.kuryzhev.rbacguard.cli.Console;
import cloud.kuryzhev.rbacguard.cli.ExitCode;
import cloud.kuryzhev.rbacguard.cli.PolicyOption;
import cloud.kuryzhev.rbacguard.cli.UnusableInput;
import cloud.kuryzhev.rbacguard.cli.state.State;
import cloud.kuryzhev.rbacguard.cli.state.StateArguments;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rule.Rule;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rbac-guard scan}. */
@Command(name = "scan", description = "Find what manifests, or a live cluster, hand out too much.")
public final class ScanCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private StateArguments arguments = new StateArguments();

    @Mixin
    private PolicyOption policy = new PolicyOption();

    @Option(names = "--only", split = ",", paramLabel = "RULE", description = "Look for these rules alone.")
    private Set<String> only = Set.of();

    @Option(
            names = "--severity",
            paramLabel = "LEVEL",
            defaultValue = "LOW",
            description = "The least severity to tell: ${COMPLETION-CANDIDATES}. Default: all.")
    private Severity severity = Severity.LOW;

    @Option(names = "--fail-on-findings", description = "Exit with 1 where anything is told.")
    private boolean failOnFindings;

    @Option(
            names = {"-o", "--format"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private ReportFormat format = ReportFormat.TABLE;

    @Override
    public Integer call() {
        checkRules();
        Console console = Console.of(spec);
        Policy judgedBy = policy.policy();
        State state = arguments.read(console);
        ScanResult result = new Scan(state, judgedBy, Clock.systemUTC().instant(), only, severity).result();
        format.report().print(result, console);
        if (!result.errors().isEmpty()) {
            return ExitCode.UNUSABLE;
        }
        return failOnFindings && !result.findings().isEmpty() ? ExitCode.FOUND : ExitCode.OK;
    }

    private void checkRules() {
        Set<String> known =
                Rule.CATALOGUE.stream().map(rule -> rule.spec().id()).collect(Collectors.toCollection(TreeSet::new));
        only.stream().filter(id -> !known.contains(id)).findFirst().ifPresent(id -> {
            throw new UnusableInput("--only: there is no rule \"" + id + "\"; there are " + String.join(", ", known));
        });
    }
}
