package cloud.kuryzhev.rbacguard.testbed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The programs of a control plane, on this machine. */
public record Binaries(Path etcd, Path kubeApiserver, Path kubeControllerManager, Path kubectl) {

    /** System property with the folder that holds {@code testbed/}; by default the working directory or one above it. */
    public static final String ROOT_PROPERTY = "rbacguard.root";

    private static final Path SCRIPT = Path.of("testbed", "control-plane", "build.sh");

    /**
     * Finds them by {@code testbed/control-plane/build.sh}: in {@code KUBEBUILDER_ASSETS}, in the per-user cache, or built now, which takes minutes and
     * tells of its progress on standard error.
     *
     * @throws IllegalStateException if the script is not found or fails; it has said why on standard error
     */
    public static Binaries find() throws InterruptedException {
        Map<String, Path> paths = run();
        return new Binaries(
                path(paths, "etcd"),
                path(paths, "kube-apiserver"),
                path(paths, "kube-controller-manager"),
                path(paths, "kubectl"));
    }

    /** Finds Prometheus' promtool the same way: in {@code PROMTOOL}, on the {@code PATH}, in the cache, or built now. */
    public static Path promtool() throws InterruptedException {
        return path(run("promtool"), "promtool");
    }

    /** Finds Helm 4 the same way: in {@code HELM4}, in the cache, or built now. */
    public static Path helm() throws InterruptedException {
        return path(run("helm"), "helm");
    }

    private static Map<String, Path> run(String... names) throws InterruptedException {
        Path script = script();
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(names));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(
                        script + " ended with exit code " + process.exitValue() + "; the reason is on standard error");
            }
            return parse(output);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + script, e);
        }
    }

    private static Map<String, Path> parse(String output) {
        return output.lines()
                .map(line -> line.split("\t", 2))
                .collect(Collectors.toMap(columns -> columns[0], columns -> Path.of(columns[1])));
    }

    private static Path path(Map<String, Path> paths, String name) {
        return Optional.ofNullable(paths.get(name))
                .orElseThrow(() -> new IllegalStateException(SCRIPT + " gave no path for " + name));
    }

    private static Path script() {
        Path start = Path.of(System.getProperty(ROOT_PROPERTY, "")).toAbsolutePath();
        return Stream.iterate(start, folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve(SCRIPT))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + SCRIPT + " in " + start
                        + " or above it: set the system property " + ROOT_PROPERTY + " to the project's folder"));
    }
}
