package cloud.kuryzhev.rbacguard.cli.report;

import cloud.kuryzhev.rbacguard.cli.Console;
import cloud.kuryzhev.rbacguard.cli.ExitCode;
import cloud.kuryzhev.rbacguard.cli.PolicyOption;
import cloud.kuryzhev.rbacguard.cli.UnusableInput;
import cloud.kuryzhev.rbacguard.cli.scan.Scan;
import cloud.kuryzhev.rbacguard.cli.scan.ScanResult;
import cloud.kuryzhev.rbacguard.cli.state.LiveViolations;
import cloud.kuryzhev.rbacguard.cli.state.State;
import cloud.kuryzhev.rbacguard.cli.state.StateArguments;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.Severity;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rbac-guard report}. */
@Command(
        name = "report",
        description = "Write evidence for an audit: CIS 5.1, SOC 2 CC6.1 and CC6.3, ISO 27001 A.8.2 and A.8.3.")
public final class ReportCommand implements Callable<Integer> {

    private final Clock clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private StateArguments arguments = new StateArguments();

    @Mixin
    private PolicyOption policy = new PolicyOption();

    @Option(
            names = {"-o", "--format"},
            paramLabel = "FORMAT",
            defaultValue = "html",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.HTML;

    /** At the time that it is. */
    public ReportCommand() {
        this(Clock.systemUTC());
    }

    ReportCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Console console = Console.of(spec);
        Evidence evidence = evidence(console);
        console.tell(evidence.scan().errors());
        console.out().println(format == Format.HTML ? HtmlEvidence.text(evidence) : JsonEvidence.text(evidence));
        return evidence.scan().errors().isEmpty() ? ExitCode.OK : ExitCode.UNUSABLE;
    }

    private Evidence evidence(Console console) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Policy judgedBy = policy.policy();
        State state = arguments.read(console);
        ScanResult scan = new Scan(state, judgedBy, now, Set.of(), Severity.LOW).result();
        return new Evidence(now, scope(), judgedBy, scan, arguments.isLive() ? violations(console) : List.of());
    }

    private String scope() {
        String manifests = String.join(", ", arguments.paths());
        return arguments.isLive()
                ? "the live cluster" + (arguments.paths().isEmpty() ? "" : " with " + manifests)
                : manifests;
    }

    /** A cluster without the guard, or one whose violations are not ours to read, has evidence too. */
    private List<RBACViolation> violations(Console console) {
        try (LiveViolations violations = arguments.cluster().violations()) {
            return violations.list("");
        } catch (UnusableInput e) {
            console.err().println("rbac-guard: without decisions: " + e.getMessage());
            return List.of();
        }
    }

    /** How evidence is laid out. */
    enum Format {
        HTML,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
