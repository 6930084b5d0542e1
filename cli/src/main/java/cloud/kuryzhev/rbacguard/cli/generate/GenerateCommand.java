package cloud.kuryzhev.rbacguard.cli.generate;

import cloud.kuryzhev.rbacguard.cli.Console;
import cloud.kuryzhev.rbacguard.cli.ExitCode;
import cloud.kuryzhev.rbacguard.cli.Progress;
import cloud.kuryzhev.rbacguard.cli.UnusableInput;
import cloud.kuryzhev.rbacguard.cli.manifest.Problem;
import cloud.kuryzhev.rbacguard.cli.state.ClusterOptions;
import cloud.kuryzhev.rbacguard.cli.state.StateOptions;
import cloud.kuryzhev.rbacguard.policy.drift.LeastRoles;
import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rbac-guard generate}. */
@Command(name = "generate", description = "Write the least roles for what an audit log shows was used.")
public final class GenerateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-f", "--filename"},
            required = true,
            paramLabel = "AUDIT",
            description =
                    "Audit files or folders, of any format and packing; or a usage store of the drift controller, its SQLite file or"
                            + " its export.")
    private List<Path> paths = List.of();

    @ArgGroup(multiplicity = "1", exclusive = false)
    private Wanted wanted = new Wanted();

    @Option(
            names = "--names",
            paramLabel = "K",
            defaultValue = "3",
            description =
                    "Keep at most this many names of one resource; with more, allow all. Default: ${DEFAULT-VALUE}.")
    private int names;

    @Option(
            names = "--cluster-wide-after",
            paramLabel = "N",
            defaultValue = "2147483647",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "Grant cluster-wide what is used in more namespaces than this. Default: never.")
    private int clusterWideAfter;

    @Option(names = "--include-denied", description = "Write roles for refused requests too, marked as such.")
    private boolean includeDenied;

    @Option(
            names = "--live",
            description =
                    "Say which bindings of the live cluster these would replace, and what is not granted there today.")
    private boolean live;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "yaml",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private RoleFormat format = RoleFormat.YAML;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Write a file for each subject into this folder.")
    private Optional<Path> output = Optional.empty();

    @Override
    public Integer call() {
        if (names < 0 || clusterWideAfter < 0) {
            throw new UnusableInput("--names and --cluster-wide-after must not be negative");
        }
        Console console = Console.of(spec);
        var seen = new Collected(wanted::wants, names);
        List<Problem> problems = read(seen, console);
        console.tell(problems);
        Set<Subject> subjects = wanted.subjects(seen);
        Optional<RbacSnapshot> today = live
                ? Optional.of(
                        StateOptions.read(List.of(), true, cluster, console).snapshot())
                : Optional.empty();
        subjects.stream()
                .parallel()
                .map(subject -> text(generated(subject, seen, today)))
                .forEachOrdered(text -> write(text, console));
        if (subjects.isEmpty() && problems.isEmpty()) {
            console.err().println("rbac-guard: neither a service account nor a user of yours occurs in the input");
        }
        boolean absent = subjects.stream().anyMatch(subject -> seen.requests(subject) == 0);
        return problems.isEmpty() && !absent && !subjects.isEmpty() ? ExitCode.OK : ExitCode.UNUSABLE;
    }

    private List<Problem> read(Collected seen, Console console) {
        Map<Boolean, List<Path>> areStores = paths.stream().collect(Collectors.partitioningBy(StoredUsage::isIn));
        var problems = new ArrayList<Problem>();
        for (Path store : areStores.getOrDefault(true, List.of())) {
            try {
                seen.add(StoredUsage.read(store));
            } catch (UnusableInput e) {
                problems.add(Problem.of(store.toString(), String.valueOf(e.getMessage())));
            }
        }
        List<Path> logs = areStores.getOrDefault(false, List.of());
        if (!logs.isEmpty()) {
            problems.addAll(new AuditReading(seen::add, new Progress(console.err())).read(logs));
        }
        return problems;
    }

    private Generated generated(Subject subject, Collected seen, Optional<RbacSnapshot> today) {
        var options = new LeastRoles.Options(names, clusterWideAfter);
        var generated = Generated.of(subject, seen, includeDenied, options);
        return today.map(it -> generated.in(it, seen.groups(subject))).orElse(generated);
    }

    private record Text(Subject subject, boolean occurs, String text) {}

    private Text text(Generated it) {
        boolean occurs = it.requests() + it.refused() > 0;
        return new Text(it.subject(), occurs, occurs ? it.text(format) : "");
    }

    private void write(Text it, Console console) {
        if (!it.occurs()) {
            console.err().println("rbac-guard: " + it.subject() + " does not occur in the input");
            return;
        }
        output.ifPresentOrElse(folder -> write(folder, LeastName.file(it.subject()), it.text()), () -> console.out()
                .print(it.text()));
    }

    private static void write(Path folder, String name, String text) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + folder, e);
        }
    }
}
