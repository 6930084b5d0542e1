package cloud.kuryzhev.rbacguard.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rbac-guard completion}. */
@Command(name = "completion", description = "Print the completion for bash and zsh: source <(rbac-guard completion)")
final class CompletionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine()
                .getOut()
                .print(AutoComplete.bash("rbac-guard", spec.root().commandLine()));
        return ExitCode.OK;
    }
}
