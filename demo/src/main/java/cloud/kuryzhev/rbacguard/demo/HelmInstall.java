package cloud.kuryzhev.rbacguard.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code helm install}, in a JVM of its own: Helm comes as a Go library, whose runtime takes the process's signals over, so that Ctrl-C
 * would never reach the demo.
 */
final class HelmInstall {

    private HelmInstall() {}

    /** Installs: chart folder, release, namespace, kubeconfig, then {@code key=value} pairs. */
    public static void main(String[] args) {
        var install = new Helm(Path.of(args[0]))
                .install()
                .withName(args[1])
                .withNamespace(args[2])
                .createNamespace()
                .withKubeConfig(Path.of(args[3]));
        Arrays.stream(args, 4, args.length)
                .map(value -> value.split("=", 2))
                .forEach(value -> install.set(value[0], value[1]));
        install.call();
    }

    /**
     * Runs {@link #main} in another JVM; a failure's output goes into the exception.
     *
     * @param home where Helm keeps its caches, so that the user's own home stays as it is
     */
    static void run(Path home, List<String> arguments) throws InterruptedException {
        var command = new ArrayList<>(List.of(
                Java.COMMAND,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                HelmInstall.class.getName()));
        command.addAll(arguments);
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("HOME", home.toString());
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("the chart could not be installed: " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + Java.COMMAND, e);
        }
    }
}
