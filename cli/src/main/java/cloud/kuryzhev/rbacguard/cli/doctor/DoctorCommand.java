package cloud.kuryzhev.rbacguard.cli.doctor;

import cloud.kuryzhev.rbacguard.cli.Console;
import cloud.kuryzhev.rbacguard.cli.ExitCode;
import cloud.kuryzhev.rbacguard.cli.Json;
import cloud.kuryzhev.rbacguard.cli.UnusableInput;
import cloud.kuryzhev.rbacguard.cli.access.ListFormat;
import cloud.kuryzhev.rbacguard.cli.doctor.Doctor.Line;
import cloud.kuryzhev.rbacguard.cli.state.Answer;
import cloud.kuryzhev.rbacguard.cli.state.ClusterOptions;
import cloud.kuryzhev.rbacguard.cli.state.LiveApi;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rbac-guard doctor}. */
@Command(
        name = "doctor",
        description = "Check an installation: what works, what does not, and what to do about it.",
        footer = {"", "Exit codes: 0 nothing failed, 1 a check failed, 2 the cluster cannot be asked."})
public final class DoctorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            description = "Where rbac-guard is installed. Default: where the API server calls it.")
    private String namespace = "";

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = {"-o", "--format"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private ListFormat format = ListFormat.TABLE;

    @Override
    public Integer call() {
        try (LiveApi api = cluster.api()) {
            if (api.get("/version") instanceof Answer.Refused(int code, String why) && (code == 0 || code == 401)) {
                throw new UnusableInput("cannot ask " + api.address() + ": " + why);
            }
            List<Line> lines =
                    Doctor.examine(Site.find(api, namespace, Clock.systemUTC().instant()));
            var console = Console.of(spec);
            console.out()
                    .print(
                            switch (format) {
                                case TABLE -> new DoctorText(console.ansi()).of(lines);
                                case JSON -> Json.text(lines) + "\n";
                            });
            return lines.stream().anyMatch(it -> it.verdict() == Verdict.FAIL) ? ExitCode.FOUND : ExitCode.OK;
        }
    }
}
