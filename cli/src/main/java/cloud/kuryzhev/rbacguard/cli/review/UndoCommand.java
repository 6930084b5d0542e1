package cloud.kuryzhev.rbacguard.cli.review;

import cloud.kuryzhev.rbacguard.cli.Console;
import cloud.kuryzhev.rbacguard.cli.ExitCode;
import cloud.kuryzhev.rbacguard.cli.UnusableInput;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.Remediation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.ReviewDecision;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rbac-guard undo}. */
@Command(name = "undo", description = "Have the drift controller put a binding back that it replaced.")
public final class UndoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "The RBACViolation's name, or that of the binding that was replaced.")
    private String name = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for whoever asks later.")
    private @Nullable String reason;

    @Mixin
    private ViolationOptions options = new ViolationOptions();

    @Override
    public Integer call() {
        RBACViolation violation = options.read().named(name);
        Remediation remediation =
                violation.getStatus() == null ? null : violation.getStatus().remediation();
        if (remediation == null || !remediation.step().equals(Remediation.APPLIED)) {
            throw new UnusableInput("nothing was applied for RBACViolation " + Violations.id(violation)
                    + " that could be undone; its phase is " + Violations.phase(violation));
        }
        options.decide(
                violation,
                new ReviewDecision(ReviewDecision.UNDO, null, null, reason, null, null),
                "asked to undo what was applied for",
                Console.of(spec));
        return ExitCode.OK;
    }
}
