package cloud.kuryzhev.rbacguard.benchmarks.webhook;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures webhooks in turns on one API server, prints a table and the bars, and writes both with a chart. */
@Command(name = "side-by-side", mixinStandardHelpOptions = true)
public final class SideBySide implements Callable<Integer> {

    static final String NOBODY = "none";
    static final String NOOP = "noop";
    static final String GUARD = "rbac-guard";

    @Option(names = "--guard", description = "folder of rbac-guard's jar", defaultValue = "admission/target/app")
    private Path guard = Path.of("");

    @Option(names = "--jvm", description = "one more option for rbac-guard's JVM; may stand several times")
    private List<String> jvm = new ArrayList<>();

    @Option(names = "--noop", description = "the no-op webhook's program", defaultValue = "benchmarks/target/noop")
    private Path noop = Path.of("");

    @Option(
            names = "--first",
            description = "the program of the first review",
            defaultValue = "benchmarks/target/first")
    private Path first = Path.of("");

    @Option(names = "--peer", description = "<name>=<url> of another webhook that runs")
    private Map<String, URI> peers = new HashMap<>();

    @Option(names = "--peer-ca", description = "<name>=<PEM file> of the certificate that signed that webhook's")
    private Map<String, Path> authorities = new HashMap<>();

    @Option(names = "--bindings", description = "RoleBindings in the cluster", defaultValue = "20000")
    private int bindings;

    @Option(names = "--soak", description = "requests before memory is read again", defaultValue = "50000")
    private int soak;

    @Option(names = "--rounds", defaultValue = "10")
    private int rounds;

    @Option(names = "--requests", description = "for each contender in each round", defaultValue = "400")
    private int requests;

    @Option(
            names = "--out",
            description = "folder of webhook.md, webhook.json and webhook.svg",
            defaultValue = "benchmarks/target")
    private Path out = Path.of("");

    private SideBySide() {}

    /** Runs it with these options; {@code --help} lists them. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new SideBySide()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        System.err.println("rbac-guard: starting a control plane with " + bindings + " bindings");
        try (ControlPlane plane = ControlPlane.start();
                Webhooks webhooks = Webhooks.start(plane, noop)) {
            webhooks.populate(bindings);
            Webhooks.Guard started = webhooks.startGuard(guard, jvm, first);
            List<Contender> contenders = new ArrayList<>(
                    List.of(Contender.nobody(), webhooks.noop(), Contender.policy(), started.contender()));
            for (var peer : peers.entrySet()) {
                Path ca = Objects.requireNonNull(authorities.get(peer.getKey()), "--peer-ca " + peer.getKey() + "=…");
                contenders.add(Contender.webhook(peer.getKey(), peer.getValue(), Files.readAllBytes(ca)));
            }
            webhooks.install(contenders);
            try (Creations creations = webhooks.creations()) {
                var race = new Race(creations, contenders, requests);
                Map<String, Measured> measured = race.run(rounds);
                creations.perSecond(started.contender(), 16, soak);
                Life life = started.life(soak);
                var report = new Report(
                        Setting.here(Clock.systemUTC()),
                        measured,
                        life,
                        Bars.of(measured, life).all());
                report.write(out);
                System.out.print(report.text());
            }
        }
        return 0;
    }
}
