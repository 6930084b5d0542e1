package cloud.kuryzhev.rbacguard.cli.access;

import cloud.kuryzhev.rbacguard.cli.Console;
import cloud.kuryzhev.rbacguard.cli.ExitCode;
import cloud.kuryzhev.rbacguard.cli.Json;
import cloud.kuryzhev.rbacguard.cli.TextTable;
import cloud.kuryzhev.rbacguard.cli.state.State;
import cloud.kuryzhev.rbacguard.cli.state.StateOptions;
import cloud.kuryzhev.rbacguard.policy.access.Holder;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rbac-guard who-can}. */
@Command(name = "who-can", description = "List who may do something, with the binding that lets them.")
public final class WhoCanCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "VERB", description = "Such as get, list or delete.")
    private String verb = "";

    @Parameters(
            index = "1",
            paramLabel = "RESOURCE",
            description = "pods, pods/exec, deployments.apps, or a path such as /metrics.")
    private String resource = "";

    @Parameters(index = "2", arity = "0..1", paramLabel = "NAME", description = "The object's name.")
    private String name = "";

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            description = "In this namespace. Default: in all at once, which takes a cluster-wide grant.")
    private String namespace = "";

    @Mixin
    private StateOptions state = new StateOptions();

    @Option(
            names = {"-o", "--format"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private ListFormat format = ListFormat.TABLE;

    @Override
    public Integer call() {
        Permission permission = Asked.permission(verb, resource, name, namespace);
        Console console = Console.of(spec);
        State read = state.read(console);
        console.tell(read.problems());
        List<Holder> holders = Holder.of(permission, read.snapshot());
        console.out()
                .print(
                        switch (format) {
                            case TABLE -> table(permission, holders);
                            case JSON -> json(permission, holders);
                        });
        return read.problems().isEmpty() ? ExitCode.OK : ExitCode.UNUSABLE;
    }

    private static String table(Permission permission, List<Holder> holders) {
        if (holders.isEmpty()) {
            return "no binding lets anybody " + permission + "\n";
        }
        var table = new TextTable("SUBJECT", "THROUGH", "ROLE");
        holders.forEach(it -> table.add(
                it.subject().toString(),
                it.binding().key().toString(),
                it.binding().roleRef().toString()));
        return table.text();
    }

    private static String json(Permission permission, List<Holder> holders) {
        List<Shown> shown = holders.stream().map(Shown::of).toList();
        return Json.text(new Answer(permission.toString(), shown)) + "\n";
    }

    private record Answer(String permission, List<Shown> holders) {}

    private record Shown(String subject, String binding, String role) {
        static Shown of(Holder it) {
            return new Shown(
                    it.subject().toString(),
                    it.binding().key().toString(),
                    it.binding().roleRef().toString());
        }
    }
}
