package cloud.kuryzhev.rbacguard.cli.review;

import cloud.kuryzhev.rbacguard.cli.Console;
import cloud.kuryzhev.rbacguard.cli.ExitCode;
import cloud.kuryzhev.rbacguard.cli.UnusableInput;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.ReviewDecision;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rbac-guard review}. */
@Command(
        name = "review",
        description = "List what the drift controller found, show one, and decide what becomes of it.")
public final class ReviewCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ACTION",
            defaultValue = "list",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Action action = Action.LIST;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            description = "The RBACViolation's name, or that of the object that it is about.")
    private @Nullable String name;

    @Option(names = "--all", description = "List those too that wait for nobody.")
    private boolean all;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for whoever asks later.")
    private @Nullable String reason;

    @Option(
            names = {"-f", "--filename"},
            paramLabel = "FILE",
            description = "List or show those of this file, from kubectl get rbacv -A -o yaml; - is standard input.")
    private Optional<String> file = Optional.empty();

    @Mixin
    private End end = new End();

    @Mixin
    private ViolationOptions options = new ViolationOptions();

    @Override
    public Integer call() {
        Console console = Console.of(spec);
        Violations violations =
                file.map(it -> ViolationFile.read(it, console.in())).orElseGet(options::read);
        switch (action) {
            case LIST -> list(all ? violations : violations.waiting(), console);
            case SHOW -> console.out().print(new Shown(console.ansi()).text(named(violations)));
            case APPROVE -> decide(violations, "approved", console);
            case REJECT -> decide(violations, "rejected", console);
            case SNOOZE -> decide(violations, "snoozed", console);
        }
        return ExitCode.OK;
    }

    private static void list(Violations violations, Console console) {
        if (violations.all().isEmpty()) {
            console.out().println("nothing waits for a decision");
        } else {
            console.out().print(new Shown(console.ansi()).table(violations));
        }
    }

    private RBACViolation named(Violations violations) {
        return violations.named(ViolationOptions.required(name, action.toString()));
    }

    private void decide(Violations violations, String said, Console console) {
        if (file.isPresent()) {
            throw new UnusableInput("a decision is written into the cluster: leave --filename out");
        }
        RBACViolation violation = named(violations);
        Optional<String> until = end.time(Clock.systemUTC());
        if (action == Action.SNOOZE && until.isEmpty()) {
            throw new UnusableInput("a snooze ends some time: say when, by --until or --for");
        }
        if (action == Action.APPROVE && until.isPresent()) {
            throw new UnusableInput("an approval counts until what is suggested changes: leave --until and --for out");
        }
        if (action == Action.APPROVE) {
            ShadowText.warning(violation, Clock.systemUTC().instant())
                    .ifPresent(it -> console.err().println("rbac-guard: " + it));
        }
        options.decide(
                violation,
                new ReviewDecision(
                        action.toString(), until.orElse(null), ViolationOptions.content(violation), reason, null, null),
                said,
                console);
    }
}
