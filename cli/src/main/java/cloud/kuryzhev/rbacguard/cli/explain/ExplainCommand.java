package cloud.kuryzhev.rbacguard.cli.explain;

import cloud.kuryzhev.rbacguard.cli.Console;
import cloud.kuryzhev.rbacguard.cli.ExitCode;
import cloud.kuryzhev.rbacguard.cli.PolicyOption;
import cloud.kuryzhev.rbacguard.cli.UnusableInput;
import cloud.kuryzhev.rbacguard.cli.access.Asked;
import cloud.kuryzhev.rbacguard.cli.state.LiveCluster;
import cloud.kuryzhev.rbacguard.cli.state.State;
import cloud.kuryzhev.rbacguard.cli.state.StateOptions;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.access.Denial;
import cloud.kuryzhev.rbacguard.policy.access.Explanation;
import cloud.kuryzhev.rbacguard.policy.access.ForbiddenMessage;
import cloud.kuryzhev.rbacguard.policy.access.SubjectName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rbac-guard explain}. */
@Command(name = "explain", description = "Take a 403 apart: what lacks, why, and the smallest fix.")
public final class ExplainCommand implements Callable<Integer> {

    private static final int MAX_BYTES = 1 << 16;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "MESSAGE",
            description = "The message of the 403; - or nothing is standard input. With --as: VERB RESOURCE [NAME].")
    private List<String> words = List.of();

    @Option(
            names = "--as",
            paramLabel = "SUBJECT",
            description = "Explain what this subject may not do, without a message.")
    private String as = "";

    @Option(
            names = "--group",
            split = ",",
            paramLabel = "GROUP",
            description = "A group that the subject is in, beside those that follow from what it is.")
    private Set<String> groups = Set.of();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            description = "With --as: in this namespace.")
    private String namespace = "";

    @Mixin
    private StateOptions state = new StateOptions();

    @Mixin
    private PolicyOption policy = new PolicyOption();

    @Option(names = "--check", description = "Ask the API server once more, and exit with 1 where it still says no.")
    private boolean check;

    @Option(
            names = {"-o", "--format"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}; yaml is the fix alone. Default: ${DEFAULT-VALUE}.")
    private ExplainFormat format = ExplainFormat.TEXT;

    @Override
    public Integer call() {
        Console console = Console.of(spec);
        Denial denial = as.isEmpty() ? read(message(console)) : asked();
        return check ? check(denial, console) : explain(denial, console);
    }

    private int explain(Denial denial, Console console) {
        Policy judgedBy = policy.policy();
        State read = state.read(console);
        console.tell(read.problems());
        var explanation = new ExplanationText(
                Explanation.of(denial, groups, read, judgedBy, Clock.systemUTC().instant()));
        console.out()
                .print(
                        switch (format) {
                            case TEXT -> explanation.text();
                            case JSON -> explanation.json() + "\n";
                            case YAML -> explanation.yaml();
                        });
        return read.problems().isEmpty() ? ExitCode.OK : ExitCode.UNUSABLE;
    }

    private int check(Denial denial, Console console) {
        try (LiveCluster cluster = state.cluster().cluster()) {
            boolean allowed = cluster.allows(denial.subject(), groups, denial.permission());
            console.out().println(allowed ? "allowed now: " + denial.permission() : "denied still: " + denial);
            return allowed ? ExitCode.OK : ExitCode.FOUND;
        }
    }

    private Denial asked() {
        if (words.size() < 2 || words.size() > 3) {
            throw new UnusableInput(
                    "--as SUBJECT wants VERB RESOURCE [NAME] behind it, such as: --as sa:shop:cart list pods -n shop");
        }
        String name = words.size() == 3 ? words.get(2) : "";
        return new Denial(SubjectName.parse(as), Asked.permission(words.get(0), words.get(1), name, namespace));
    }

    private String message(Console console) {
        if (!words.isEmpty() && !words.equals(List.of("-"))) {
            return String.join(" ", words);
        }
        try {
            return new String(console.in().readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("standard input cannot be read", e);
        }
    }

    private static Denial read(String message) {
        return ForbiddenMessage.parse(message)
                .orElseThrow(() -> new UnusableInput(ForbiddenMessage.otherReason(message)
                        .map(why -> "not a denial by RBAC: " + why)
                        .orElse(
                                "this does not say who was denied what; expected: … is forbidden: User \"…\" cannot list resource"
                                        + " \"pods\" in API group \"\" in the namespace \"…\"")));
    }
}
