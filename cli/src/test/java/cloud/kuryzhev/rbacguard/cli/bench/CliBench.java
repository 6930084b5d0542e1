package cloud.kuryzhev.rbacguard.cli.bench;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs the command as people do, as whole processes from the script, and says which bars are met. Arguments: the checkout, an audit log
 * of 400,000 events, how often to run each, and a folder of manifests if there is one.
 */
final class CliBench {

    /** Of the shell's own, so that the time of the script counts too. */
    private static final String TIMED = "TIMEFORMAT='%R %U %S'; time \"$@\" >/dev/null 2>&1";

    private final Path root;
    private final int rounds;

    private CliBench(Path root, int rounds) {
        this.root = root;
        this.rounds = rounds;
    }

    /** One run: seconds by the clock, and of a core. */
    private record Took(double wall, double cpu) {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        var bench = new CliBench(Path.of(arguments[0]).toAbsolutePath(), Integer.parseInt(arguments[2]));
        String one =
                bench.root.resolve("cli/src/test/resources/set/deployer.yaml").toString();
        bench.run("--help", 0.35, "--help");
        bench.run("scan of one file", 0.6, "scan", one);
        bench.run("generate --all, 400,000 events", 4, "generate", "--all", "-f", arguments[1]);
        if (arguments.length > 3 && !arguments[3].isEmpty()) {
            bench.run("scan of " + arguments[3], 2, "scan", arguments[3]);
        }
        try (ControlPlane plane = ControlPlane.start()) {
            System.out.println("filling a control plane with 10,000 roles and 50,000 bindings …");
            LargeCluster.fill(plane);
            bench.run(
                    "live scan, 10,000 roles, 50,000 bindings",
                    10,
                    "scan",
                    "--kubeconfig",
                    plane.admin().kubeconfig().toString());
        }
    }

    private void run(String what, double bar, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of("bash", "-c", TIMED, "--", root.resolve("rbac-guard").toString()));
        command.addAll(List.of(arguments));
        timed(command);
        List<Took> took = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            took.add(timed(command));
        }
        double wall = least(took.stream().map(Took::wall));
        System.out.printf(
                "%-42s %5.2f s, %5.2f s of a core, %4d MB; at most %s s: %s%n",
                what,
                wall,
                least(took.stream().map(Took::cpu)),
                peak(arguments) >> 10,
                bar,
                wall <= bar ? "met" : "not met");
    }

    /** The best of several: what other programs on the machine add is not the command's. */
    private static double least(Stream<Double> seconds) {
        return seconds.min(Comparator.naturalOrder()).orElseThrow();
    }

    private static Took timed(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String[] said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .strip()
                .split(" ", -1);
        process.waitFor();
        double[] seconds = IntStream.range(0, 3)
                .mapToDouble(i -> Double.parseDouble(said[i]))
                .toArray();
        return new Took(seconds[0], seconds[1] + seconds[2]);
    }

    /** The most memory that one more run has resident, in KiB, seen while it runs; 0 where the system does not tell. */
    private long peak(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(root.resolve("rbac-guard").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Path status = Path.of("/proc/" + process.pid() + "/status");
        long peak = 0;
        while (process.isAlive() && Files.exists(status)) {
            peak = Math.max(peak, resident(status));
            Thread.sleep(10);
        }
        process.waitFor();
        return peak;
    }

    private static long resident(Path status) {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException _) {
            return 0; // it has just ended
        }
    }
}
